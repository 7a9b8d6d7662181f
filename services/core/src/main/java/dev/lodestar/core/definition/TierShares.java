package dev.lodestar.core.definition;

/// Which share of the observed deals each tier is cut at: A the best `a`, B the next `b`, C the
/// next `c`, D the rest.
public record TierShares(double a, double b, double c) {

  public static final TierShares DEFAULT = new TierShares(0.2, 0.3, 0.3);

  public TierShares {
    if (!(a > 0 && b > 0 && c > 0 && a + b + c < 1)) {
      throw new IllegalArgumentException(
          "tier shares must be positive and sum to less than 1: " + a + ", " + b + ", " + c);
    }
  }
}
