package dev.lodestar.core.evaluation;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
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

/// Grades a profile on the future: every deal is predicted as of its opening, from deals closed and
/// churn known before.
///
/// The grade is a pure function of the evidence. What was learned as of earlier times is kept
/// between calls and used again for as long as no late fact has touched it, so that a grade costs
/// one fit per stretch of time that is new. Keep one per profile; not thread-safe.
public final class Prequential {

  /*
   * The profile is learned as of the start of each stretch (see Stretches), from scratch, cuts and types
   * included, and predicts the deals opened within the stretch. A service that refits every second predicts
   * a little better than this.
   */

  /// Fewer deals are not worth learning from: what is opened meanwhile is not graded.
  static final int ENOUGH = 30;

  private Map<Key, Learned> kept = new HashMap<>();

  /// What is learned as of a time under one memory.
  private record Key(Instant start, Optional<Duration> halfLife) {}

  /// What was known as of a time.
  ///
  /// @param fingerprint of the deals it was learned from
  /// @param baseRate the fit of the drifting base rate alone
  private record Learned(long fingerprint, Fitting fitting, Fitting baseRate) {}

  public Grade grade(Evidence evidence) {
    var deals = evidence.deals().toList();
    var stretches = Stretches.of(deals);
    var memories =
        evidence.definition().halfLife().isPresent()
            ? List.of(evidence.definition().halfLife())
            : Memory.CANDIDATES;
    kept = learned(evidence.definition(), deals, stretches, memories);
    var predictions = memories.stream().map(m -> predictions(deals, stretches, m)).toList();
    int winner = Memory.winner(predictions.stream().map(Prequential::losses).toList());
    return new Grade(Grades.of(predictions.get(winner)), memories.get(winner));
  }

  private Map<Key, Learned> learned(
      ProfileDefinition definition,
      List<PastDeal> deals,
      Stretches stretches,
      List<Optional<Duration>> memories) {
    var fingerprints = stretches.fingerprints(deals);
    var asOf = new AsOf(definition, deals);
    var learned = new HashMap<Key, Learned>();
    for (var start : stretches.starts()) {
      for (var memory : memories) {
        if (fingerprints.knownBefore(start) >= ENOUGH) {
          var key = new Key(start, memory);
          var before = kept.get(key);
          learned.put(
              key,
              before != null && before.fingerprint == fingerprints.before(start)
                  ? before
                  : learn(asOf.before(start), memory, fingerprints.before(start)));
        }
      }
    }
    return learned;
  }

  private static Learned learn(Evidence evidence, Optional<Duration> halfLife, long fingerprint) {
    var definition = evidence.definition();
    var table = evidence.table().remembering(halfLife);
    var posterior = Learner.fit(table, definition.hypotheses());
    var scale = FitScale.of(posterior, table, definition.tiers());
    var baseRate = Learner.fit(evidence.withoutAttributes(), List.of());
    return new Learned(fingerprint, new Fitting(posterior, scale), new Fitting(baseRate, scale));
  }

  private List<Prediction> predictions(
      List<PastDeal> deals, Stretches stretches, Optional<Duration> memory) {
    var predictions = new ArrayList<Prediction>();
    for (var deal : deals) {
      var learned =
          stretches
              .startOf(deal.openedAt())
              .map(start -> kept.get(new Key(start, memory)))
              .orElse(null);
      if (learned != null) {
        double probability = learned.fitting.probability(deal.attributes());
        predictions.add(
            new Prediction(
                probability,
                learned.baseRate.probability(Map.of()),
                learned.fitting.scale().tier(probability),
                (double) deal.good() / PastDeal.ONE));
      }
    }
    return predictions;
  }

  private static double[] losses(List<Prediction> predictions) {
    return predictions.stream().mapToDouble(Prediction::loss).toArray();
  }
}
