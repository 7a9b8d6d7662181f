package dev.lodestar.core.evaluation;

import dev.lodestar.core.fit.Tier;
import java.util.Comparator;

/// What would have been said of a deal when it was opened, and how it turned out.
///
/// @param baseRate the probability by the drifting base rate alone
/// @param desirability as known today
record Prediction(double probability, double baseRate, Tier tier, double desirability) {

  /// An order under which equal sums come out equal to the last bit.
  static final Comparator<Prediction> ORDER =
      Comparator.comparingDouble(Prediction::probability)
          .thenComparingDouble(Prediction::desirability)
          .thenComparingDouble(Prediction::baseRate)
          .thenComparing(Prediction::tier);

  double logOdds() {
    return StrictMath.log(probability / (1 - probability));
  }
}
