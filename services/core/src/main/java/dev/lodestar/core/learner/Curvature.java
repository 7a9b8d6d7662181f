package dev.lodestar.core.learner;

/// The precision of the posterior at one point, factored.
final class Curvature {

  /*
   *   | T  B |   T = tridiagonal − k v v': the baseline's prior, plus a diagonal from the evidence
   *   | B' W |
   *
   * The periods are eliminated first, at linear cost: with G = T⁻¹B, only S = W − B'G is factored densely.
   */
  private final int periods;
  private final double[] pivot; // the tridiagonal is L D L', L unit bidiagonal
  private final double[] below;
  private final double[] pull; // v
  private final double[] pulled; // tridiagonal⁻¹ v
  private final double shared; // k
  private final double left; // 1 − k v' tridiagonal⁻¹ v
  private final double[][] cross;
  private final double[][] eliminated; // G
  private final SymmetricFactor schur;

  Curvature(Likelihood likelihood, Prior prior) {
    var walk = prior.baseline;
    periods = walk.periods();
    pivot = new double[periods];
    below = new double[periods];
    for (int q = 0; q < periods; q++) {
      pivot[q] = walk.diagonal(q) + likelihood.hessianBaseline[q];
      if (q > 0) {
        below[q] = walk.beside() / pivot[q - 1];
        pivot[q] -= below[q] * walk.beside();
      }
    }
    pull = walk.pull();
    shared = walk.shared();
    pulled = solved(pull);
    left = 1 - shared * Matrices.dot(pull, pulled);
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
        if (cross[q][i] != 0) {
          Matrices.addScaled(reduced[i], -cross[q][i], eliminated[q]);
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
    double sum = schur.logDeterminant() + StrictMath.log(left);
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

  /// Solves T × solution = right-hand sides, in place (Sherman and Morrison, 1950).
  private void solvePeriods(double[][] right) {
    solveTridiagonal(right);
    int sides = right.length == 0 ? 0 : right[0].length;
    for (int j = 0; j < sides; j++) {
      double along = 0;
      for (int q = 0; q < periods; q++) {
        along += pull[q] * right[q][j];
      }
      along *= shared / left;
      for (int q = 0; q < periods; q++) {
        right[q][j] += along * pulled[q];
      }
    }
  }

  private double[] solved(double[] right) {
    var columns = new double[periods][1];
    for (int q = 0; q < periods; q++) {
      columns[q][0] = right[q];
    }
    solveTridiagonal(columns);
    var solution = new double[periods];
    for (int q = 0; q < periods; q++) {
      solution[q] = columns[q][0];
    }
    return solution;
  }

  private void solveTridiagonal(double[][] right) {
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
