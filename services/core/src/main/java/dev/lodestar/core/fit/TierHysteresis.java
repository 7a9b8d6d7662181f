package dev.lodestar.core.fit;

import java.util.Optional;

/// Keeps an account in its tier until its fit is clearly beyond a cut.
///
/// Clearly means that the odds of its fit are at least 10% beyond those of the cut ([#MARGIN]): at
/// a cut of 50%, a fit of 52.4% or more, or of 47.6% or less; at a cut of 5%, 5.5% or 4.6%. A fit
/// that wavers by less around a cut, or a cut that wavers by less around a fit, moves nobody.
public final class TierHysteresis {

  /// How far beyond a cut a fit must be, in log-odds.
  public static final double MARGIN = StrictMath.log(1.1);

  private TierHysteresis() {}

  /// The tier of a fit, for an account that is in the `previous` tier, or in none yet.
  public static Tier tier(Optional<Tier> previous, double probability, FitScale scale) {
    if (previous.isEmpty()) {
      return scale.tier(probability);
    }
    Tier before = previous.get();
    double logOdds = Probability.logOdds(probability);
    Tier atLeast = scale.tier(Probability.ofLogOdds(logOdds - MARGIN));
    Tier atMost = scale.tier(Probability.ofLogOdds(logOdds + MARGIN));
    if (!before.isAtLeast(atLeast)) {
      return atLeast;
    }
    return before.isAtLeast(atMost) && before != atMost ? atMost : before;
  }

  /// Whether a fit is so far above a cut that it moves an account up.
  public static boolean isClearlyAbove(double probability, double cut) {
    return Probability.logOdds(probability) >= Probability.logOdds(cut) + MARGIN;
  }
}
