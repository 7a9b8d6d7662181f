package dev.lodestar.core.comparison;

import org.hipparchus.special.Beta;

/// Jeffreys' interval of a rate: the posterior of a binomial rate whose prior is Beta(½, ½).
final class BetaInterval {

  private static final double TAIL = 0.025;
  private static final int HALVINGS = 60;

  private BetaInterval() {}

  /// @param hits 0 to `of`
  static Estimate of(long hits, long of) {
    double a = hits + 0.5;
    double b = of - hits + 0.5;
    // At the ends the interval reaches the end (Brown, Cai and DasGupta, 2001), unless nothing is
    // known.
    return new Estimate(
        of == 0 ? 0.5 : (double) hits / of,
        hits == 0 && of > 0 ? 0 : quantile(TAIL, a, b),
        hits == of && of > 0 ? 1 : quantile(1 - TAIL, a, b));
  }

  static double quantile(double probability, double a, double b) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (Beta.regularizedBeta(middle, a, b) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
