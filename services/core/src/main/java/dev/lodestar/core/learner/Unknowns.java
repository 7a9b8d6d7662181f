package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.LevelScheme;

/// What an unknown value stands for: the mean of the attribute's weights over the deals that know
/// it.
final class Unknowns {

  /*
   * Rows are sparse in a space with one extra column per attribute, "unknown". The model lives in the
   * space of weights w; the extended vector is E w, where E adds, for each attribute, the row of its
   * shares. Gradients fold back as E'g and Hessians as E'HE.
   */
  private final LevelScheme scheme;
  private final double[] share;
  private final double[] known;

  Unknowns(Design design) {
    scheme = design.scheme;
    share = new double[scheme.columns()];
    known = new double[scheme.size()];
    var unknown = new double[scheme.size()];
    for (int r = 0; r < design.rows; r++) {
      double weight = design.weightOf(r);
      for (int i = design.firstColumn[r]; i < design.firstColumn[r + 1]; i++) {
        int column = design.columns[i];
        if (column < share.length) {
          share[column] += weight;
        } else {
          unknown[column - share.length] += weight;
        }
      }
    }
    for (int a = 0; a < known.length; a++) {
      known[a] = design.totalDeals - unknown[a];
      for (int l = scheme.offset(a); l < scheme.offset(a) + scheme.levels(a); l++) {
        share[l] = known[a] > 0 ? Math.min(1, share[l] / known[a]) : 0;
      }
    }
  }

  /// The share of a level among the deals that know its attribute; 0 when none does.
  double share(int column) {
    return share[column];
  }

  /// The mean weight of an attribute over the deals that know it.
  double mean(int attribute, double[] weights) {
    double mean = 0;
    int end = scheme.offset(attribute) + scheme.levels(attribute);
    for (int l = scheme.offset(attribute); l < end; l++) {
      mean += share[l] * weights[l];
    }
    return mean;
  }

  /// E w.
  double[] extend(double[] weights) {
    var extended = java.util.Arrays.copyOf(weights, share.length + known.length);
    for (int a = 0; a < known.length; a++) {
      extended[share.length + a] = mean(a, weights);
    }
    return extended;
  }

  /// E'g, in place of the first entries.
  void fold(double[] extended) {
    for (int a = 0; a < known.length; a++) {
      double unknown = extended[share.length + a];
      for (int l = scheme.offset(a); l < scheme.offset(a) + scheme.levels(a); l++) {
        extended[l] += share[l] * unknown;
      }
    }
  }

  /// E'HE of a symmetric matrix, in place of its first rows and columns.
  void fold(double[][] extended) {
    for (double[] row : extended) {
      fold(row);
    }
    int size = share.length;
    for (int a = 0; a < known.length; a++) {
      double[] unknown = extended[size + a];
      for (int l = scheme.offset(a); l < scheme.offset(a) + scheme.levels(a); l++) {
        double part = share[l];
        double[] row = extended[l];
        for (int j = 0; part != 0 && j < size; j++) {
          row[j] += part * unknown[j];
        }
      }
    }
  }

  /// E Σ E' of a symmetric matrix.
  double[][] extend(double[][] covariance) {
    int size = share.length;
    int all = size + known.length;
    var extended = new double[all][];
    for (int i = 0; i < size; i++) {
      extended[i] = extend(covariance[i]);
    }
    for (int a = 0; a < known.length; a++) {
      var row = new double[all];
      for (int l = scheme.offset(a); l < scheme.offset(a) + scheme.levels(a); l++) {
        for (int j = 0; j < all; j++) {
          row[j] += share[l] * extended[l][j];
        }
      }
      extended[size + a] = row;
    }
    return extended;
  }
}
