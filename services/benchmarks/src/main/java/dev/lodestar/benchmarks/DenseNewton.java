package dev.lodestar.benchmarks;

import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.PastDeal;

/// Ridge logistic regression over a dense design, as one writes it down: an intercept and one
/// column per level.
final class DenseNewton {

  private static final double TOLERANCE = 1e-8;
  private static final int MAX_STEPS = 50;

  private final double[][] design;
  private final double[] deals;
  private final double[] good;
  private final int columns;

  DenseNewton(EvidenceTable table) {
    int rows = table.combinations().size();
    columns = 1 + table.scheme().columns();
    design = new double[rows][columns];
    deals = new double[rows];
    good = new double[rows];
    for (int r = 0; r < rows; r++) {
      var combination = table.combinations().get(r);
      design[r][0] = 1;
      combination.levels().columns().filter(c -> c + 1 < columns).forEach(new Row(design[r])::set);
      for (var cell : combination.cells()) {
        deals[r] += cell.deals();
        good[r] += (double) cell.goodMillionths() / PastDeal.ONE;
      }
    }
  }

  /// A row of the design.
  @SuppressWarnings("ArrayRecordComponent") // for arithmetic within the class: never compared
  private record Row(double[] numbers) {
    void set(int level) {
      numbers[level + 1] = 1;
    }
  }

  /// The most probable weights, the intercept first.
  ///
  /// @param spread prior standard deviation of every weight but the intercept
  double[] weights(double spread) {
    var weights = new double[columns];
    for (int step = 0; step < MAX_STEPS; step++) {
      var gradient = new double[columns];
      var hessian = new double[columns][columns];
      for (int j = 0; j < columns; j++) {
        double precision = j == 0 ? 1e-4 : 1 / (spread * spread);
        gradient[j] = -precision * weights[j];
        hessian[j][j] = precision;
      }
      for (int r = 0; r < design.length; r++) {
        add(r, weights, gradient, hessian);
      }
      var direction = solved(hessian, gradient.clone());
      double length = 0;
      for (int j = 0; j < columns; j++) {
        weights[j] += direction[j];
        length += direction[j] * gradient[j];
      }
      if (length < TOLERANCE * TOLERANCE) {
        break;
      }
    }
    return weights;
  }

  private void add(int row, double[] weights, double[] gradient, double[][] hessian) {
    double[] x = design[row];
    double logOdds = 0;
    for (int j = 0; j < columns; j++) {
      logOdds += x[j] * weights[j];
    }
    double p = 1 / (1 + Math.exp(-logOdds));
    double residual = good[row] - deals[row] * p;
    double information = deals[row] * p * (1 - p);
    for (int i = 0; i < columns; i++) {
      gradient[i] += residual * x[i];
      double factor = information * x[i];
      for (int j = 0; j <= i; j++) {
        hessian[i][j] += factor * x[j];
      }
    }
  }

  /// By Cholesky's factor of the lower triangle, in place.
  private double[] solved(double[][] matrix, double[] right) {
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
      }
      for (int k = 0; k < i; k++) {
        right[i] -= matrix[i][k] * right[k];
      }
      right[i] /= matrix[i][i];
    }
    for (int i = columns - 1; i >= 0; i--) {
      for (int k = i + 1; k < columns; k++) {
        right[i] -= matrix[k][i] * right[k];
      }
      right[i] /= matrix[i][i];
    }
    return right;
  }
}
