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
          addScaled(product[i], factor, right[k]);
        }
      }
    }
    return product;
  }

  /// Adds a multiple of a vector to the first entries of another.
  static void addScaled(double[] to, double factor, double[] vector) {
    for (int j = 0; j < vector.length; j++) {
      to[j] += factor * vector[j];
    }
  }

  static double[] product(double[][] matrix, double[] vector) {
    var product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i] = dot(matrix[i], vector);
    }
    return product;
  }

  static double dot(double[] left, double[] right) {
    // Four sums side by side: a sum waits for its last addition, and nothing else.
    int even = left.length & ~3;
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (int i = 0; i < even; i += 4) {
      first += left[i] * right[i];
      second += left[i + 1] * right[i + 1];
      third += left[i + 2] * right[i + 2];
      fourth += left[i + 3] * right[i + 3];
    }
    double sum = (first + second) + (third + fourth);
    for (int i = even; i < left.length; i++) {
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
