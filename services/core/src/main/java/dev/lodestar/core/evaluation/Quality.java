package dev.lodestar.core.evaluation;

import dev.lodestar.core.fit.Tier;
import java.util.List;

/// How well earlier evidence predicted later deals.
///
/// @param graded deals predicted from the evidence of earlier periods only; 0 when there were none,
///   and then all other numbers are 0
/// @param logLoss mean, in nats
/// @param baseRateLogLoss of predicting the drifting base rate alone, on the same deals
/// @param auc chance that a good deal is ranked above a bad one
/// @param calibrationSlope 1 when predictions are neither too bold nor too timid
/// @param calibrationIntercept 0 when predictions are right on average, in log-odds
public record Quality(
    long graded,
    double logLoss,
    double baseRateLogLoss,
    double auc,
    double calibrationSlope,
    double calibrationIntercept,
    List<TierQuality> tiers) {

  public static final Quality NONE = new Quality(0, 0, 0, 0, 0, 0, List.of());

  public Quality {
    tiers = List.copyOf(tiers);
  }

  /// How the graded deals of one tier turned out.
  ///
  /// @param share of the graded deals in this tier
  /// @param goodRate their mean desirability
  public record TierQuality(Tier tier, double share, double goodRate) {}
}
