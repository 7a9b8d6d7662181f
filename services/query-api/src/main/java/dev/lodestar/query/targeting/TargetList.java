package dev.lodestar.query.targeting;

import dev.lodestar.core.fit.Tier;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.TreePSet;

/// The accounts of one profile, sorted, at one moment: it never changes, and the next one shares
/// with it all that did not move, so that keeping it costs little.
public final class TargetList {

  static final TargetList EMPTY =
      new TargetList(
          TreePSet.empty(Sort.FIT.order()), TreePSet.empty(Sort.ENGAGEMENT.order()), Counts.NONE);

  private final TreePSet<Target> byFit;
  // Without those never engaged, who are mostly many, and come in the order of fit.
  private final TreePSet<Target> byEngagement;
  private final Counts counts;

  private TargetList(TreePSet<Target> byFit, TreePSet<Target> byEngagement, Counts counts) {
    this.byFit = byFit;
    this.byEngagement = byEngagement;
    this.counts = counts;
  }

  TargetList with(Target target) {
    return new TargetList(
        byFit.plus(target),
        target.presence().isEngaged() ? byEngagement.plus(target) : byEngagement,
        counts.with(target));
  }

  TargetList without(Target target) {
    return new TargetList(
        byFit.minus(target),
        target.presence().isEngaged() ? byEngagement.minus(target) : byEngagement,
        counts.without(target));
  }

  int size() {
    return byFit.size();
  }

  Counts counts() {
    return counts;
  }

  /// Those ever engaged, the most engaged first.
  Stream<Target> engaged() {
    return byEngagement.stream();
  }

  /// Those after a place, or all, lazily.
  Stream<Target> after(Optional<Target> place, Sort sort) {
    return switch (sort) {
      case FIT -> after(place, byFit).stream();
      case ENGAGEMENT -> {
        Stream<Target> never = byFit.stream();
        if (place.isPresent() && !place.get().presence().isEngaged()) {
          yield after(place, byFit).stream().filter(t -> !t.presence().isEngaged());
        }
        yield Stream.concat(
            after(place, byEngagement).stream(), never.filter(t -> !t.presence().isEngaged()));
      }
    };
  }

  /// Those of a tier after a place, best fit first, lazily.
  Stream<Target> ofTier(Tier tier, Optional<Target> place) {
    Target start = Target.startOf(tier);
    return byFit
        .tailSet(place.filter(p -> Target.BEST_FIRST.compare(p, start) > 0).orElse(start), false)
        .stream()
        .takeWhile(target -> target.tier() == tier);
  }

  private static NavigableSet<Target> after(Optional<Target> place, TreePSet<Target> sorted) {
    return place.isPresent() ? sorted.tailSet(place.get(), false) : sorted;
  }
}
