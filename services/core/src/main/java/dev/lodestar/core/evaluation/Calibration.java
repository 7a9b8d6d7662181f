package dev.lodestar.core.evaluation;

import java.util.List;

/// Whether predicted log-odds mean what they say (Cox, 1958).
final class Calibration {

  /*
   * Outcomes are regressed on predicted log-odds. A trace of a prior at perfect calibration keeps the answer
   * finite where all outcomes are alike or all predictions equal.
   */
  private static final double TRACE = 0.01;
  private static final int STEPS = 100;

  private Calibration() {}

  /// The factor that predicted log-odds should have been multiplied by, with a free intercept.
  static double slope(List<Prediction> predictions) {
    return fitted(predictions, true)[1];
  }

  /// What should have been added to predicted log-odds to be right on average.
  static double intercept(List<Prediction> predictions) {
    return fitted(predictions, false)[0];
  }

  private static double[] fitted(List<Prediction> predictions, boolean freeSlope) {
    double intercept = 0;
    double slope = 1;
    for (int step = 0; step < STEPS; step++) {
      double g0 = -TRACE * intercept;
      double g1 = -TRACE * (slope - 1);
      double h00 = TRACE;
      double h01 = 0;
      double h11 = TRACE;
      for (var prediction : predictions) {
        double x = prediction.logOdds();
        double p = 1 / (1 + StrictMath.exp(-(intercept + slope * x)));
        double residual = prediction.desirability() - p;
        double information = p * (1 - p);
        g0 += residual;
        g1 += residual * x;
        h00 += information;
        h01 += information * x;
        h11 += information * x * x;
      }
      double determinant = h00 * h11 - h01 * h01;
      double move0 = freeSlope ? (h11 * g0 - h01 * g1) / determinant : g0 / h00;
      double move1 = freeSlope ? (h00 * g1 - h01 * g0) / determinant : 0;
      double longest = Math.max(1, Math.max(Math.abs(move0), Math.abs(move1)));
      intercept += move0 / longest;
      slope += move1 / longest;
      if (Math.max(Math.abs(move0), Math.abs(move1)) < 1e-9) {
        break;
      }
    }
    return new double[] {intercept, slope};
  }
}
