package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Prequential;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Refit;
import dev.lodestar.core.profile.TierShift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The evidence of one profile in memory, and its refits.
///
/// At most one refit is under way. It is cheap to begin and never waited for.
final class Refining {

  /*
   * While a refit reads the evidence on another thread, nobody changes it: what arrives meanwhile waits, and
   * joins when the refit is done. The evidence is handed over by submitting and by completing the future, so
   * the two threads never have it at the same time.
   */
  private final ProfileDefinition definition;
  private final Evidence evidence;
  private final Prequential prequential = new Prequential();
  private final Queue<Change> waiting = new ArrayDeque<>();
  private @Nullable CompletableFuture<Refitted> underWay;
  private @Nullable Finding finding;
  private Instant refittedAt = Instant.EPOCH;
  private Instant restsUntil = Instant.EPOCH;
  private long told = 1;
  private long toldWhenAsked = 1;
  private long toldAtBegin;
  private long toldWhenLearned;

  Refining(ProfileDefinition definition) {
    this.definition = definition;
    this.evidence = new Evidence(definition);
  }

  private record Change(Optional<Observation> before, Optional<Observation> after) {}

  private record Refitted(Finding finding, Duration took) {}

  ProfileDefinition definition() {
    return definition;
  }

  /// What is known of one deal has changed.
  void change(Optional<Observation> before, Optional<Observation> after) {
    told++;
    var change = new Change(before, after);
    if (underWay == null) {
      apply(change);
    } else {
      waiting.add(change);
    }
  }

  /// From now on, nothing will do that was learned without what has been told by now.
  void ask() {
    toldWhenAsked = told;
  }

  /// Whether the time has come to begin a refit.
  boolean isDue(Instant now) {
    boolean isAsked = toldWhenLearned < toldWhenAsked;
    return underWay == null && toldWhenLearned < told && (isAsked || !restsUntil.isAfter(now));
  }

  /// @param newest version there is
  /// @param known what has arrived since
  void begin(Instant now, Optional<LearnedProfile> newest, Arrivals known, Pace pace) {
    toldAtBegin = told;
    restsUntil = now.plus(pace.interval());
    underWay = CompletableFuture.supplyAsync(() -> refit(newest, known, pace), pace.executor());
  }

  private Refitted refit(Optional<LearnedProfile> newest, Arrivals known, Pace pace) {
    long begin = pace.nanoTime().getAsLong();
    var learned = Refit.graded(definition, evidence, prequential);
    var shift =
        newest
            .map(before -> TierShift.between(before, learned, evidence.table()))
            .orElse(TierShift.NONE);
    return new Refitted(
        new Finding(learned, shift, known), Duration.ofNanos(pace.nanoTime().getAsLong() - begin));
  }

  /// Takes up the refit under way, if it is done.
  ///
  /// @return how long it took
  /// @throws java.util.concurrent.CompletionException when it failed, which is a bug
  Optional<Duration> takeUp(Instant now, Pace pace) {
    if (underWay == null || !underWay.isDone()) {
      return Optional.empty();
    }
    Refitted done = underWay.join();
    underWay = null;
    finding = done.finding();
    toldWhenLearned = toldAtBegin;
    refittedAt = now;
    Instant rested = now.plus(done.took().multipliedBy(pace.rest()));
    restsUntil = rested.isAfter(restsUntil) ? rested : restsUntil;
    waiting.forEach(this::apply);
    waiting.clear();
    return Optional.of(done.took());
  }

  boolean isUnderWay() {
    return underWay != null;
  }

  /// What the latest refit found; empty before the first.
  Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }

  /// Whether [#finding()] rests on all that was told.
  boolean isUpToDate() {
    return toldWhenLearned == told;
  }

  /// Whether [#finding()] rests on all that was told when somebody last asked.
  boolean isAsAsked() {
    return toldWhenLearned >= toldWhenAsked;
  }

  Instant refittedAt() {
    return refittedAt;
  }

  private void apply(Change change) {
    change.before().ifPresent(evidence::remove);
    change.after().ifPresent(evidence::add);
  }
}
