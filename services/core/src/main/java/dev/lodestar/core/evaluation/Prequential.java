package dev.lodestar.core.evaluation;

import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.PastDeal;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.learner.Learner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Grades a profile on the future: every deal is predicted as of its opening, from deals closed and
/// churn known before.
///
/// The grade is a pure function of the evidence. What was learned as of earlier times is kept
/// between calls and used again for as long as no late fact has touched it, so that a grade costs
/// one fit per memory and stretch of time that is new. Keep one per profile; not thread-safe.
public final class Prequential {

  /*
   * The profile is learned as of the start of each stretch (see Stretches), from scratch, cuts and types
   * included, and predicts the deals opened within the stretch. A service that refits every second predicts
   * a little better than this.
   */

  /// Fewer deals are not worth learning from: what is opened meanwhile is not graded.
  static final int ENOUGH = 30;

  private Map<Instant, Learned> kept = new HashMap<>();

  /// What was known as of a time.
  ///
  /// @param fingerprint of the deals it was learned from
  /// @param fittings by memory
  /// @param baseRate as the drifting base rate alone would have it
  /// @param isOfBothKinds whether deals that turned out well were known, and such that did not
  private record Learned(
      long fingerprint,
      Map<Optional<Duration>, Fitting> fittings,
      double baseRate,
      boolean isOfBothKinds) {

    Learned {
      fittings = Map.copyOf(fittings);
    }

    boolean isOf(long fingerprint, List<Optional<Duration>> memories) {
      return this.fingerprint == fingerprint && fittings.keySet().containsAll(memories);
    }
  }

  public Grade grade(Evidence evidence) {
    var deals = evidence.deals().toList();
    var stretches = Stretches.of(deals);
    var memories =
        evidence.definition().halfLife().isPresent()
            ? List.of(evidence.definition().halfLife())
            : Memory.CANDIDATES;
    kept = learned(evidence.definition(), deals, stretches, memories);
    // Who has seen one kind of outcome only cannot know which attributes matter, whatever the
    // memory: all that would
    // win is what is least certain, as where churn becomes known at the end of a history.
    int winner =
        Memory.winner(
            memories.stream()
                .map(m -> losses(predictions(deals, stretches, m, Learned::isOfBothKinds)))
                .toList());
    var memory = memories.get(winner);
    return new Grade(Grades.of(predictions(deals, stretches, memory, _ -> true)), memory);
  }

  private Map<Instant, Learned> learned(
      ProfileDefinition definition,
      List<PastDeal> deals,
      Stretches stretches,
      List<Optional<Duration>> memories) {
    var fingerprints = stretches.fingerprints(deals);
    var asOf = new AsOf(definition, deals);
    var learned = new HashMap<Instant, Learned>();
    for (var start : stretches.starts()) {
      if (fingerprints.knownBefore(start) >= ENOUGH) {
        long fingerprint = fingerprints.before(start);
        var before = kept.get(start);
        learned.put(
            start,
            before != null && before.isOf(fingerprint, memories)
                ? before
                : learn(asOf.before(start), memories, fingerprint));
      }
    }
    return learned;
  }

  private static Learned learn(
      Evidence evidence, List<Optional<Duration>> memories, long fingerprint) {
    var definition = evidence.definition();
    var fittings = new HashMap<Optional<Duration>, Fitting>();
    for (var memory : memories) {
      fittings.put(
          memory,
          fitting(definition, evidence.table().remembering(memory), definition.hypotheses()));
    }
    var baseRate = fitting(definition, evidence.withoutAttributes(), List.of());
    double good = evidence.totals().good();
    return new Learned(
        fingerprint,
        fittings,
        baseRate.probability(Map.of()),
        good > 0 && good < evidence.totals().observations());
  }

  private static Fitting fitting(
      ProfileDefinition definition, EvidenceTable table, List<Hypothesis> hypotheses) {
    var posterior = Learner.fit(table, hypotheses);
    return new Fitting(posterior, FitScale.of(posterior, table, definition.tiers()));
  }

  /// @param counts whether what was learned is asked at all
  private List<Prediction> predictions(
      List<PastDeal> deals,
      Stretches stretches,
      Optional<Duration> memory,
      Predicate<Learned> counts) {
    var predictions = new ArrayList<Prediction>();
    for (var deal : deals) {
      var learned = stretches.startOf(deal.openedAt()).map(kept::get).orElse(null);
      var fitting = learned == null ? null : learned.fittings.get(memory);
      if (learned != null && fitting != null && counts.test(learned)) {
        double probability = fitting.probability(deal.attributes());
        predictions.add(
            new Prediction(
                probability,
                learned.baseRate,
                fitting.scale().tier(probability),
                (double) deal.good() / PastDeal.ONE));
      }
    }
    return predictions;
  }

  private static double[] losses(List<Prediction> predictions) {
    return predictions.stream().mapToDouble(Prediction::loss).toArray();
  }
}
