package dev.lodestar.core.evaluation;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.PastDeal;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.learner.Learner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private Map<Instant, Learned> kept = new HashMap<>();

  /// What was known as of a time.
  ///
  /// @param fingerprint of the deals it was learned from
  /// @param baseRate the fit of the drifting base rate alone
  private record Learned(long fingerprint, Fitting fitting, Fitting baseRate) {}

  public Quality grade(Evidence evidence) {
    var deals = evidence.deals().toList();
    var stretches = Stretches.of(deals);
    var fingerprints = stretches.fingerprints(deals);
    var next = new HashMap<Instant, Learned>();
    stretches.starts().stream()
        .filter(start -> fingerprints.knownBefore(start) >= ENOUGH)
        .forEach(start -> {
          var learned = kept.get(start);
          if (learned != null && learned.fingerprint == fingerprints.before(start)) {
            next.put(start, learned);
          }
        });
    var asOf = new AsOf(evidence.definition(), deals);
    for (var start : stretches.starts()) {
      if (fingerprints.knownBefore(start) >= ENOUGH && !next.containsKey(start)) {
        next.put(start, learn(asOf.before(start), fingerprints.before(start)));
      }
    }
    kept = next;
    return Grades.of(predictions(deals, stretches));
  }

  private static Learned learn(Evidence evidence, long fingerprint) {
    ProfileDefinition definition = evidence.definition();
    var posterior = Learner.fit(evidence);
    var scale = FitScale.of(posterior, evidence.table(), definition.tiers());
    var baseRate = Learner.fit(evidence.withoutAttributes(), List.of());
    return new Learned(fingerprint, new Fitting(posterior, scale), new Fitting(baseRate, scale));
  }

  private List<Prediction> predictions(List<PastDeal> deals, Stretches stretches) {
    var predictions = new ArrayList<Prediction>();
    for (var deal : deals) {
      var learned = stretches.startOf(deal.openedAt()).map(kept::get).orElse(null);
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
}
