package dev.lodestar.core.definition;

/// A belief about one level of an attribute, held before the data says so.
///
/// @param level as versions name it: a nominal value, a tag, or for an ordered attribute a number
///   inside the range meant
/// @param deals how many average deals the belief is worth, in (0, 10 000]
public record Hypothesis(String attribute, String level, Direction direction, double deals) {

  /// The log-odds that a believed direction stands for: an odds ratio of e against the average.
  public static final double BELIEVED_LOG_ODDS = 1.0;

  private static final double LEAST_PRECISION = 0.1;

  public Hypothesis {
    if (!(deals > 0 && deals <= 10_000)) {
      throw new IllegalArgumentException("deals must be within (0, 10000]: " + deals);
    }
  }

  /// How sure the belief is of its log-odds: inverse variance.
  ///
  /// @param informationPerDeal of an average deal about its log-odds: p(1 − p) at the base rate
  public double precision(double informationPerDeal) {
    return Math.max(LEAST_PRECISION, deals * informationPerDeal);
  }

  /// Whether the level is believed to help or to hurt.
  public enum Direction {
    GOOD,
    BAD
  }
}
