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

  /// What the prediction costs, in nats.
  double loss() {
    return loss(probability);
  }

  /// What predicting the base rate alone would have cost.
  double baseRateLoss() {
    return loss(baseRate);
  }

  private double loss(double p) {
    double loss = desirability == 0 ? 0 : -desirability * StrictMath.log(p);
    return desirability == 1 ? loss : loss - (1 - desirability) * StrictMath.log1p(-p);
  }

  double logOdds() {
    return StrictMath.log(probability / (1 - probability));
  }
}
