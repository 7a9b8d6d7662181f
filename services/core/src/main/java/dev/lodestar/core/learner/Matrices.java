package dev.lodestar.core.learner;

/// Arithmetic on small dense matrices, rows first.
final class Matrices {

  private Matrices() {}

  static double[][] copy(double[][] matrix) {
    var copy = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  static double[][] scaled(double[][] matrix, double factor) {
    var scaled = copy(matrix);
    for (double[] row : scaled) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
    return scaled;
  }

  static double[][] difference(double[][] left, double[][] right) {
    var difference = copy(left);
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < difference[i].length; j++) {
        difference[i][j] -= right[i][j];
      }
    }
    return difference;
  }

  static double[][] product(double[][] left, double[][] right) {
    int columns = right.length == 0 ? 0 : right[0].length;
    var product = new double[left.length][columns];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        double factor = left[i][k];
        if (factor != 0) {
          for (int j = 0; j < columns; j++) {
            product[i][j] += factor * right[k][j];
          }
        }
      }
    }
    return product;
  }

  static double[] product(double[][] matrix, double[] vector) {
    var product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i] = dot(matrix[i], vector);
    }
    return product;
  }

  static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /// The square block of the given size that starts at row and column `from`.
  static double[][] block(double[][] matrix, int from, int size) {
    var block = new double[size][];
    for (int i = 0; i < size; i++) {
      block[i] = java.util.Arrays.copyOfRange(matrix[from + i], from, from + size);
    }
    return block;
  }
}
