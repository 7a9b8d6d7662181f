package dev.lodestar.core.fit;

/// Between log-odds and probabilities, without overflow and the same on every machine.
public final class Probability {

  private static final double LEAST = 1e-6;

  private Probability() {}

  /// 1/(1 + e⁻ˣ).
  public static double ofLogOdds(double logOdds) {
    if (logOdds >= 0) {
      return 1 / (1 + StrictMath.exp(-logOdds));
    }
    double odds = StrictMath.exp(logOdds);
    return odds / (1 + odds);
  }

  /// The log-odds of a probability, within those of one in a million.
  public static double logOdds(double probability) {
    double p = Math.clamp(probability, LEAST, 1 - LEAST);
    return StrictMath.log(p) - StrictMath.log1p(-p);
  }

  /// The mean of the probability when its log-odds are normal: MacKay's approximation (1992), which
  /// draws the uncertain to the middle. Six decimals, and never quite 0 or 1.
  public static double moderated(double logOdds, double variance) {
    double p = ofLogOdds(logOdds / Math.sqrt(1 + StrictMath.PI * variance / 8));
    return Millionths.rounded(Math.clamp(p, LEAST, 1 - LEAST));
  }
}
