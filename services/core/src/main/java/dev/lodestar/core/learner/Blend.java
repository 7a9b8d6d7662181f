package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.LevelScheme;
import java.util.List;

/// The posterior as a Gaussian over the baseline and all weights.
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record Blend(double[] baseline, double[] weights, PosteriorCovariance covariance) {

  static Blend of(Mode mode) {
    return new Blend(mode.baseline(), mode.weights(), mode.curvature().inverse());
  }

  /// The same with what the spreads of the attributes leave in doubt.
  ///
  /// @param doubts by attribute
  Blend doubting(LevelScheme scheme, List<SpreadDoubt> doubts) {
    /*
     * Whatever is learned of one attribute's weights w_a moves everything else along the regression on w_a:
     * E[x | w_a] = m + F (w_a − m_a), F = C_xa C_aa⁻¹. What the spread leaves in doubt about w_a is passed on
     * likewise, from the same place for every attribute, so that their order does not matter. Each term
     * replaces the F C_aa F' that is part of C by one that is positive semidefinite, too.
     */
    var baselineNow = baseline.clone();
    var weightsNow = weights.clone();
    var among = Matrices.copy(covariance.weights());
    var mixed = Matrices.copy(covariance.mixed());
    var periods = Matrices.copy(covariance.baseline());
    for (int a = 0; a < doubts.size(); a++) {
      int offset = scheme.offset(a);
      int size = scheme.levels(a);
      var doubt = doubts.get(a);
      var inverse =
          new SymmetricFactor(Matrices.block(covariance.weights(), offset, size)).inverse();
      var ofWeights = Matrices.product(columns(covariance.weights(), offset, size), inverse);
      var ofBaseline = Matrices.product(columns(covariance.mixed(), offset, size), inverse);
      add(weightsNow, Matrices.product(ofWeights, doubt.shift()));
      add(baselineNow, Matrices.product(ofBaseline, doubt.shift()));
      addProduct(among, Matrices.product(ofWeights, doubt.extra()), ofWeights);
      var left = Matrices.product(ofBaseline, doubt.extra());
      addProduct(mixed, left, ofWeights);
      addProduct(periods, left, ofBaseline);
    }
    return new Blend(baselineNow, weightsNow, new PosteriorCovariance(periods, mixed, among));
  }

  private static double[][] columns(double[][] matrix, int from, int size) {
    var columns = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      columns[i] = java.util.Arrays.copyOfRange(matrix[i], from, from + size);
    }
    return columns;
  }

  private static void add(double[] to, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += what[i];
    }
  }

  /// Adds left × right'.
  private static void addProduct(double[][] to, double[][] left, double[][] right) {
    for (int i = 0; i < to.length; i++) {
      for (int j = 0; j < to[i].length; j++) {
        to[i][j] += Matrices.dot(left[i], right[j]);
      }
    }
  }
}
