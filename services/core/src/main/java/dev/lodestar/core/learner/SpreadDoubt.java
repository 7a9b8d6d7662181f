package dev.lodestar.core.learner;

import java.util.function.DoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// The variance that weights have because their spread is itself inferred.
final class SpreadDoubt {

  /*
   * Given its best spread alone, an attribute whose best spread is 0 would be certain not to matter, and
   * intervals would cover far less than they say. So the spread is integrated out over a grid (Laplace's
   * approximation within each point), and the published covariance is that of the mixture around the
   * published weights. Weights stay those under the best spread.
   */
  private static final int POINTS = 24;

  private SpreadDoubt() {}

  /// What to add to the covariance of an attribute's weights: positive semidefinite.
  static double[][] of(
      BlockEvidence evidence,
      DoubleFunction<PriorBlock> priorOfSpread,
      double[] mode,
      double[][] covariance) {
    var scale = SpreadScale.ATTRIBUTE;
    double from = scale.least();
    double width = (scale.most() - from) / POINTS;
    var points = new BlockEvidence.Combined[POINTS];
    var logWeights = new double[POINTS];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < POINTS; k++) {
      double spread = scale.toSpread(from + (k + 0.5) * width);
      points[k] = evidence.with(priorOfSpread.apply(spread));
      // A density by the spread, on a grid that is even on the scale of the search.
      logWeights[k] =
          points[k].logMarginal()
              + scale.logPrior(spread)
              + StrictMath.log(spread * scale.slope(spread));
      largest = Math.max(largest, logWeights[k]);
    }
    int size = mode.length;
    var extra = new double[size][size];
    double total = 0;
    for (int k = 0; k < POINTS; k++) {
      double weight = StrictMath.exp(logWeights[k] - largest);
      total += weight;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double off = (points[k].mode()[i] - mode[i]) * (points[k].mode()[j] - mode[j]);
          extra[i][j] += weight * (points[k].covariance()[i][j] + off);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        extra[i][j] = extra[i][j] / total - covariance[i][j];
      }
    }
    return positivePart(extra);
  }

  private static double[][] positivePart(double[][] matrix) {
    int size = matrix.length;
    var eigen = DecompositionFactory_DDRM.eig(size, true, true);
    eigen.decompose(new DMatrixRMaj(matrix));
    var positive = new double[size][size];
    for (int k = 0; k < size; k++) {
      double value = Math.max(0, eigen.getEigenvalue(k).getReal());
      double[] vector = eigen.getEigenVector(k).data;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          positive[i][j] += value * vector[i] * vector[j];
        }
      }
    }
    return positive;
  }
}
