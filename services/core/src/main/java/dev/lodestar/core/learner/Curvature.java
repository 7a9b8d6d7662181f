package dev.lodestar.core.learner;

/// The precision of the posterior at one point, factored.
final class Curvature {

  /*
   *   | T  B |   T tridiagonal: a walk over periods, plus a diagonal from the evidence
   *   | B' W |
   *
   * The periods are eliminated first, at linear cost: with G = T⁻¹B, only S = W − B'G is factored densely.
   */
  private final int periods;
  private final double[] pivot; // T = L D L', L unit bidiagonal
  private final double[] below;
  private final double[][] cross;
  private final double[][] eliminated; // G
  private final SymmetricFactor schur;

  Curvature(Likelihood likelihood, Prior prior) {
    periods = prior.periods;
    var diagonal = prior.baselineDiagonal();
    pivot = new double[periods];
    below = new double[periods];
    for (int q = 0; q < periods; q++) {
      pivot[q] = diagonal[q] + likelihood.hessianBaseline[q];
      if (q > 0) {
        below[q] = prior.baselineBeside() / pivot[q - 1];
        pivot[q] -= below[q] * prior.baselineBeside();
      }
    }
    int size = likelihood.gradientWeights.length - prior.blocks.length;
    cross = new double[periods][];
    eliminated = new double[periods][];
    for (int q = 0; q < periods; q++) {
      cross[q] = java.util.Arrays.copyOf(likelihood.hessianCross[q], size);
      eliminated[q] = cross[q].clone();
    }
    solvePeriods(eliminated);
    var reduced = Matrices.block(likelihood.hessianWeights, 0, size);
    prior.addPrecision(reduced);
    for (int q = 0; q < periods; q++) {
      for (int i = 0; i < size; i++) {
        double factor = cross[q][i];
        for (int j = 0; factor != 0 && j < size; j++) {
          reduced[i][j] -= factor * eliminated[q][j];
        }
      }
    }
    schur = new SymmetricFactor(reduced);
  }

  /// The solution of precision × solution = right-hand side, for the baseline and the weights.
  double[][] solve(double[] baseline, double[] weights) {
    var periodPart = new double[periods][1];
    for (int q = 0; q < periods; q++) {
      periodPart[q][0] = baseline[q];
    }
    solvePeriods(periodPart);
    int size = cross[0].length;
    var right = java.util.Arrays.copyOf(weights, size);
    for (int q = 0; q < periods; q++) {
      for (int i = 0; i < size; i++) {
        right[i] -= eliminated[q][i] * baseline[q];
      }
    }
    var solvedWeights = schur.solve(right);
    var solvedBaseline = new double[periods];
    for (int q = 0; q < periods; q++) {
      solvedBaseline[q] = periodPart[q][0] - Matrices.dot(eliminated[q], solvedWeights);
    }
    return new double[][] {solvedBaseline, solvedWeights};
  }

  double logDeterminant() {
    double sum = schur.logDeterminant();
    for (double p : pivot) {
      sum += StrictMath.log(p);
    }
    return sum;
  }

  PosteriorCovariance inverse() {
    var weights = schur.inverse();
    var mixed = Matrices.scaled(Matrices.product(eliminated, weights), -1);
    var baseline = new double[periods][periods];
    for (int q = 0; q < periods; q++) {
      baseline[q][q] = 1;
    }
    solvePeriods(baseline);
    for (int q = 0; q < periods; q++) {
      for (int r = 0; r <= q; r++) {
        baseline[q][r] -= Matrices.dot(mixed[q], eliminated[r]);
        baseline[r][q] = baseline[q][r];
      }
    }
    return new PosteriorCovariance(baseline, mixed, weights);
  }

  /// Solves T × solution = right-hand sides, in place.
  private void solvePeriods(double[][] right) {
    for (int q = 1; q < periods; q++) {
      for (int j = 0; j < right[q].length; j++) {
        right[q][j] -= below[q] * right[q - 1][j];
      }
    }
    for (int q = periods - 1; q >= 0; q--) {
      for (int j = 0; j < right[q].length; j++) {
        right[q][j] /= pivot[q];
        if (q + 1 < periods) {
          right[q][j] -= below[q + 1] * right[q + 1][j];
        }
      }
    }
  }
}
