package dev.lodestar.core.learner;

/// The log-likelihood of the evidence at one point, with its gradient and negative Hessian.
final class Likelihood {

  final double[] baseline;
  final double[] weights;
  final double value;
  final double[] gradientBaseline;
  final double[] gradientWeights;
  final double[] hessianBaseline; // diagonal: periods never meet in a cell
  final double[][] hessianCross; // [period][column]
  final double[][] hessianWeights;

  private Likelihood(
      double[] baseline,
      double[] weights,
      double value,
      double[] gradientBaseline,
      double[] gradientWeights,
      double[] hessianBaseline,
      double[][] hessianCross,
      double[][] hessianWeights) {
    this.baseline = baseline;
    this.weights = weights;
    this.value = value;
    this.gradientBaseline = gradientBaseline;
    this.gradientWeights = gradientWeights;
    this.hessianBaseline = hessianBaseline;
    this.hessianCross = hessianCross;
    this.hessianWeights = hessianWeights;
  }

  /// @param baseline and `weights`: the point, kept as they are
  static Likelihood at(Design design, Unknowns unknowns, double[] baseline, double[] weights) {
    int size = design.scheme.columns();
    int all = size + design.scheme.size();
    var extended = unknowns.extend(weights);
    var gradientBaseline = new double[design.periods];
    var gradient = new double[all];
    var hessianBaseline = new double[design.periods];
    var cross = new double[design.periods][all];
    var hessian = new double[all][all];
    double value = 0;
    for (int r = 0; r < design.rows; r++) {
      double contribution = contribution(design, r, extended);
      int from = design.firstColumn[r];
      int to = design.firstColumn[r + 1];
      double rowResidual = 0;
      double rowInformation = 0;
      for (int c = design.firstCell[r]; c < design.firstCell[r + 1]; c++) {
        int period = design.period[c];
        double logOdds = baseline[period] + contribution;
        double deals = design.deals[c];
        double odds = StrictMath.exp(-Math.abs(logOdds));
        double probability = probability(logOdds, odds);
        double residual = design.good[c] - deals * probability;
        double information = deals * probability * (1 - probability);
        value += design.good[c] * logOdds - deals * (Math.max(logOdds, 0) + StrictMath.log1p(odds));
        rowResidual += residual;
        rowInformation += information;
        gradientBaseline[period] += residual;
        hessianBaseline[period] += information;
        double[] crossRow = cross[period];
        for (int i = from; i < to; i++) {
          crossRow[design.columns[i]] += information;
        }
      }
      for (int i = from; i < to; i++) {
        int column = design.columns[i];
        gradient[column] += rowResidual;
        double[] hessianRow = hessian[column];
        for (int j = from; j <= i; j++) {
          hessianRow[design.columns[j]] += rowInformation;
        }
      }
    }
    for (int i = 0; i < all; i++) {
      for (int j = 0; j < i; j++) {
        hessian[j][i] = hessian[i][j];
      }
    }
    unknowns.fold(gradient);
    unknowns.fold(hessian);
    for (double[] row : cross) {
      unknowns.fold(row);
    }
    return new Likelihood(
        baseline, weights, value, gradientBaseline, gradient, hessianBaseline, cross, hessian);
  }

  static double contribution(Design design, int row, double[] extended) {
    double contribution = 0;
    for (int i = design.firstColumn[row]; i < design.firstColumn[row + 1]; i++) {
      contribution += extended[design.columns[i]];
    }
    return contribution;
  }

  static double probability(double logOdds) {
    return probability(logOdds, StrictMath.exp(-Math.abs(logOdds)));
  }

  /// @param odds of the less probable outcome
  private static double probability(double logOdds, double odds) {
    return logOdds >= 0 ? 1 / (1 + odds) : odds / (1 + odds);
  }
}
