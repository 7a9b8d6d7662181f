package dev.lodestar.core.learner;

import org.hipparchus.special.Erf;

/// The distribution of a weighted sum of independent χ² variables of one degree of freedom each.
final class ChiSquareMixture {

  /*
   * Lugannani and Rice's saddlepoint approximation (Kuonen, Biometrika 1999): a relative error of a few
   * per cent far into the tail, where matching moments is wrong by factors.
   */
  private static final double NEGLIGIBLE = 1e-9;

  private final double[] weights;
  private final double mean;

  ChiSquareMixture(double[] weights) {
    double largest = 0;
    for (double weight : weights) {
      largest = Math.max(largest, weight);
    }
    double least = NEGLIGIBLE * largest;
    this.weights = java.util.Arrays.stream(weights).filter(w -> w > least).toArray();
    double sum = 0;
    for (double weight : this.weights) {
      sum += weight;
    }
    this.mean = sum;
  }

  /// The chance of more than `x`.
  double upperTail(double x) {
    if (weights.length == 0 || x <= 0) {
      return 1;
    }
    double scaled = x / mean;
    if (Math.abs(scaled - 1) < 1e-3) {
      // The formula is 0/0 at the mean, and smooth around it.
      return (saddlepoint(mean * 0.999) + saddlepoint(mean * 1.001)) / 2;
    }
    return saddlepoint(x);
  }

  private double saddlepoint(double x) {
    double zeta = solve(x);
    double cumulant = 0;
    double curvature = 0;
    for (double weight : weights) {
      double rest = 1 - 2 * zeta * weight;
      cumulant -= StrictMath.log(rest) / 2;
      curvature += 2 * weight * weight / (rest * rest);
    }
    double w = Math.copySign(Math.sqrt(Math.max(0, 2 * (zeta * x - cumulant))), zeta);
    double v = zeta * Math.sqrt(curvature);
    double z = w + StrictMath.log(v / w) / w;
    return Math.clamp(Erf.erfc(z / Math.sqrt(2)) / 2, 0, 1);
  }

  /// Where the derivative of the cumulant generating function is x, by bisection.
  private double solve(double x) {
    double largest = 0;
    for (double weight : weights) {
      largest = Math.max(largest, weight);
    }
    double high = 1 / (2 * largest);
    double low = -weights.length / (2 * x);
    for (int i = 0; i < 200 && low < high; i++) {
      double middle = low + (high - low) / 2;
      double slope = 0;
      for (double weight : weights) {
        slope += weight / (1 - 2 * middle * weight);
      }
      if (middle == low || middle == high) {
        break;
      }
      if (slope < x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
