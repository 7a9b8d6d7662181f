package dev.lodestar.core.learner;

import java.util.function.DoubleFunction;

/// What remains to be said of the weights of one attribute because their spread is itself inferred.
///
/// @param shift of the mean, from that under the best spread
/// @param extra what to add to the covariance under the best spread
@SuppressWarnings("ArrayRecordComponent") // for arithmetic within the package: never compared
record SpreadDoubt(double[] shift, double[][] extra) {

  /*
   * Given its best spread alone, an attribute whose best spread is 0 would be certain not to matter, and
   * one whose best spread came out small would be shrunk as if that were known: intervals would cover far
   * less than they say. So the spread is integrated out over a grid (Laplace's approximation within each
   * point), which leaves a mixture of Gaussians, of which mean and covariance are kept.
   */
  private static final int POINTS = 24;

  static SpreadDoubt of(
      BlockEvidence evidence,
      DoubleFunction<PriorBlock> priorOfSpread,
      double[] mode,
      double[][] covariance) {
    var scale = SpreadScale.ATTRIBUTE;
    double from = scale.least();
    double width = (scale.most() - from) / POINTS;
    var points = new BlockEvidence.Combined[POINTS];
    var weights = new double[POINTS];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < POINTS; k++) {
      double spread = scale.toNumber(from + (k + 0.5) * width);
      points[k] = evidence.with(priorOfSpread.apply(spread));
      // A density by the spread, on a grid that is even on the scale of the search.
      weights[k] =
          points[k].logMarginal()
              + scale.logPrior(spread)
              + StrictMath.log(spread * scale.slope(spread));
      largest = Math.max(largest, weights[k]);
    }
    double total = 0;
    for (int k = 0; k < POINTS; k++) {
      weights[k] = StrictMath.exp(weights[k] - largest);
      total += weights[k];
    }
    int size = mode.length;
    var mean = new double[size];
    for (int k = 0; k < POINTS; k++) {
      for (int i = 0; i < size; i++) {
        mean[i] += weights[k] / total * points[k].mode()[i];
      }
    }
    var extra = Matrices.scaled(covariance, -1);
    for (int k = 0; k < POINTS; k++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double off = (points[k].mode()[i] - mean[i]) * (points[k].mode()[j] - mean[j]);
          extra[i][j] += weights[k] / total * (points[k].covariance()[i][j] + off);
        }
      }
    }
    var shift = new double[size];
    for (int i = 0; i < size; i++) {
      shift[i] = mean[i] - mode[i];
    }
    return new SpreadDoubt(shift, extra);
  }
}
