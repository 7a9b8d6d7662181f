package dev.lodestar.core.profile;

import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import dev.lodestar.core.profile.ProfileChange.Estimate;
import dev.lodestar.core.profile.ProfileChange.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether what was learned is worth a new version.
///
/// Where evidence wavers around a bar, nothing is published: an attribute enters the criteria only
/// when it would at a fifth of the chance of a false alarm ([#ENTERING]), and leaves only when it
/// would at four times that chance ([#LEAVING]); a tier changes only beyond its hysteresis.
///
/// @param reasons the rules that were met, in words; empty when the version is to be held back
/// @param heldBecause what came closest, in words; empty when there are reasons
public record Materiality(List<String> reasons, List<String> heldBecause) {

  static final double ENTERING = Posterior.FALSE_ALARMS / 5;
  static final double LEAVING = Posterior.FALSE_ALARMS * 4;

  /*
   * The standard error that counts is the one that was published. In a market that stands still, more evidence moves an
   * estimate by no more than that, since estimates of a growing body of evidence are a martingale: E(new − old)² =
   * SE(old)² − SE(new)². So a move of two of them says that the market moved, or that subscribers were misled.
   */

  /// By how many of its published standard errors a weight must move.
  static final double CLEAR_MOVE = 2;

  /// How clearly a level must lie on either side of 0 to have turned, in standard errors.
  static final double CLEAR_SIDE = 1.644854;

  /// A level of fewer observed deals is not listened to.
  static final int ENOUGH_DEALS = 20;

  /// The average log-odds drift for everybody; they must move by so many floors.
  static final double AVERAGE_FLOORS = 2;

  public Materiality {
    reasons = List.copyOf(reasons);
    heldBecause = List.copyOf(heldBecause);
    if (reasons.isEmpty() == heldBecause.isEmpty()) {
      throw new IllegalArgumentException("either reasons, or words why it is held back");
    }
  }

  /// The decision about one refit.
  ///
  /// @param shift of the observed deals from the previous version to this
  public static Materiality of(
      Optional<LearnedProfile> previous,
      LearnedProfile learned,
      TierShift shift,
      Publication publication) {
    if (previous.isEmpty()) {
      return learned.totals().observations() > 0 || believes(learned.posterior())
          ? new Materiality(List.of("it is the first version"), List.of())
          : new Materiality(List.of(), List.of("no deal has closed yet"));
    }
    return new Judge(previous.get(), learned, shift, publication).judge();
  }

  public boolean isMaterial() {
    return !reasons.isEmpty();
  }

  private static boolean believes(Posterior posterior) {
    return posterior.attributes().stream()
        .flatMap(attribute -> attribute.levels().stream())
        .anyMatch(level -> level.weight() != 0);
  }

  private record Judge(
      LearnedProfile previous, LearnedProfile learned, TierShift shift, Publication publication) {

    Materiality judge() {
      var reasons = new ArrayList<String>();
      var held = new ArrayList<String>();
      if (!previous.definitionHash().equals(learned.definitionHash())) {
        reasons.add("the definition changed");
      }
      if (!previous.hypothesesHash().equals(learned.hypothesesHash())) {
        reasons.add("the hypotheses changed");
      }
      criteria(reasons, held);
      weights(reasons, held);
      average(reasons);
      tiers(reasons, held);
      return reasons.isEmpty()
          ? new Materiality(List.of(), held)
          : new Materiality(reasons, List.of());
    }

    private void tiers(List<String> reasons, List<String> held) {
      if (mattering().isEmpty()) {
        held.add("no attribute sets won deals apart, neither then nor now");
      } else if (shift.share() > publication.tierShare()) {
        reasons.add(Words.percent(shift.share()) + " of the observed deals change their tier");
      } else {
        held.add(
            "%s of the observed deals would change their tier, no more than %s"
                .formatted(Words.percent(shift.share()), Words.percent(publication.tierShare())));
      }
    }

    /// Attributes that matter, then or now.
    private Set<String> mattering() {
      var names = names(previous.posterior(), Posterior.FALSE_ALARMS);
      names.addAll(names(learned.posterior(), Posterior.FALSE_ALARMS));
      return names;
    }

    private void criteria(List<String> reasons, List<String> held) {
      var mattered = names(previous.posterior(), Posterior.FALSE_ALARMS);
      var matter = names(learned.posterior(), Posterior.FALSE_ALARMS);
      var surely = names(learned.posterior(), ENTERING);
      var perhaps = names(learned.posterior(), LEAVING);
      for (String name : matter) {
        if (!mattered.contains(name)) {
          var list = surely.contains(name) ? reasons : held;
          list.add(
              Words.attribute(name)
                  + (surely.contains(name) ? " now matters" : " may matter, but not clearly yet"));
        }
      }
      for (String name : mattered) {
        if (!matter.contains(name)) {
          var list = perhaps.contains(name) ? held : reasons;
          list.add(
              Words.attribute(name)
                  + (perhaps.contains(name)
                      ? " may have stopped mattering, but not clearly yet"
                      : " no longer matters"));
        }
      }
    }

    private void weights(List<String> reasons, List<String> held) {
      var mattering = mattering();
      var counted = observations(learned.posterior());
      Optional<Move> largest = Optional.empty();
      for (Move move :
          WeightMoves.between(Optional.of(previous.posterior()), learned.posterior())) {
        if (!mattering.contains(move.attribute())
            || move.before().isEmpty()
            || move.after().isEmpty()
            || counted.getOrDefault(key(move.attribute(), move.level()), 0L) < ENOUGH_DEALS) {
          continue;
        }
        if (hasTurned(move)) {
          reasons.add(ChangeWords.move(move, knowing()) + ", into its opposite");
        } else if (hasMoved(move.before().get(), move.after().get(), publication.weightFloor())) {
          reasons.add(ChangeWords.move(move, knowing()));
        } else if (largest.isEmpty()) {
          largest = Optional.of(move);
        }
      }
      largest.ifPresent(move ->
          held.add(
              ChangeWords.move(move, knowing())
                  + (Math.abs(move.size()) < publication.weightFloor()
                      ? " is a move of less than " + Words.decimal(publication.weightFloor(), 2)
                      : " may be chance")));
    }

    /// A level that was spoken for and is now clearly below the average, or the other way round.
    private boolean hasTurned(Move move) {
      Estimate was = move.before().orElseThrow();
      Estimate is = move.after().orElseThrow();
      return was.weight() * is.weight() < 0
          && Math.abs(was.weight()) > CLEAR_SIDE * was.standardError()
          && Math.abs(is.weight()) > CLEAR_SIDE * is.standardError()
          && previous.criteria().stream()
              .anyMatch(criterion ->
                  criterion.attribute().equals(move.attribute())
                      && criterion.levels().contains(move.level()));
    }

    private void average(List<String> reasons) {
      var was = averageOf(previous.posterior());
      var is = averageOf(learned.posterior());
      if (hasMoved(was, is, AVERAGE_FLOORS * publication.weightFloor())) {
        reasons.add(
            "the average deal's chance went from %s to %s"
                .formatted(Words.percentOf(was.weight()), Words.percentOf(is.weight())));
      }
    }

    private Stream<LearnedProfile> knowing() {
      return Stream.of(learned, previous);
    }

    private static boolean hasMoved(Estimate was, Estimate is, double floor) {
      double size = Math.abs(is.weight() - was.weight());
      return size >= floor && size > CLEAR_MOVE * was.standardError();
    }

    private static Estimate averageOf(Posterior posterior) {
      return new Estimate(
          posterior.averageLogOdds(), Math.sqrt(Math.max(0, posterior.covariance().at(0, 0))));
    }

    private static Set<String> names(Posterior posterior, double falseAlarms) {
      var names = new LinkedHashSet<String>();
      posterior.mattering(falseAlarms).forEach(attribute -> names.add(attribute.attribute()));
      return names;
    }

    private static Map<String, Long> observations(Posterior posterior) {
      var counted = new HashMap<String, Long>();
      for (AttributeWeights attribute : posterior.attributes()) {
        for (LevelWeight level : attribute.levels()) {
          counted.put(key(attribute.attribute(), level.label()), level.observations());
        }
      }
      return counted;
    }

    private static String key(String attribute, String level) {
      return attribute + '\u001f' + level;
    }
  }
}
