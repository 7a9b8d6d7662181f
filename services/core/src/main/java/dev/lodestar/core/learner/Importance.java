package dev.lodestar.core.learner;

/// How much each attribute tells observed deals apart.
final class Importance {

  private Importance() {}

  /// The standard deviation of each attribute's contribution over the observed deals, 0 for a deal
  /// that does not know it.
  static double[] of(Design design, Unknowns unknowns, double[] weights) {
    var scheme = design.scheme;
    var squares = new double[scheme.size()];
    var contribution = new double[scheme.size()];
    for (int r = 0; r < design.rows; r++) {
      for (int a = 0; a < contribution.length; a++) {
        // 0 for centred attributes: a deal is compared with the average one
        contribution[a] = -unknowns.mean(a, weights);
      }
      for (int i = design.firstColumn[r]; i < design.firstColumn[r + 1]; i++) {
        int column = design.columns[i];
        int a = scheme.attributeOf(column);
        contribution[a] = column < scheme.columns() ? contribution[a] + weights[column] : 0;
      }
      double weight = design.weightOf(r);
      for (int a = 0; a < contribution.length; a++) {
        squares[a] += weight * contribution[a] * contribution[a];
      }
    }
    for (int a = 0; a < squares.length; a++) {
      squares[a] = design.totalDeals > 0 ? Math.sqrt(squares[a] / design.totalDeals) : 0;
    }
    return squares;
  }
}
