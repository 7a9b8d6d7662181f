package dev.lodestar.core.learner;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// The Cholesky factor of a symmetric positive definite matrix.
final class SymmetricFactor {

  private final int size;
  private final CholeskyDecompositionInner_DDRM cholesky =
      new CholeskyDecompositionInner_DDRM(true);
  private final LinearSolverDense<DMatrixRMaj> solver;

  /// @throws ArithmeticException when the matrix is not positive definite
  SymmetricFactor(double[][] matrix) {
    size = matrix.length;
    solver = new LinearSolverChol_DDRM(cholesky);
    if (size > 0 && !solver.setA(new DMatrixRMaj(matrix))) {
      throw new ArithmeticException("matrix of size " + size + " is not positive definite");
    }
  }

  double[] solve(double[] right) {
    if (size == 0) {
      return new double[0];
    }
    var solution = new DMatrixRMaj(size, 1);
    solver.solve(DMatrixRMaj.wrap(size, 1, right.clone()), solution);
    return solution.data;
  }

  double[][] inverse() {
    var inverse = new double[size][size];
    if (size > 0) {
      var result = new DMatrixRMaj(size, size);
      solver.invert(result);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          inverse[i][j] = result.data[i * size + j];
        }
      }
    }
    return inverse;
  }

  double logDeterminant() {
    if (size == 0) {
      return 0;
    }
    var lower = cholesky.getT();
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += StrictMath.log(lower.get(i, i));
    }
    return 2 * sum;
  }
}
