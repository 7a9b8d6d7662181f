package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.EvidenceTable;

/// How far ahead the baseline is forecast for a deal that is opened now.
///
/// @param ahead in periods; 0 when deals close as they open
record Outlook(double ahead) {

  /*
   * Of the deviation that the baseline had when deals were opened, a part κ was left, on average, when they closed:
   * κ = Σ d(opened) d(closed) / Σ d(opened)². Measured, and not extrapolated from one period to the next, because
   * a market that swings with the quarter does not decay as an autoregression does, and because deals
   * take different times. Nothing measured means nothing carried over: κ is drawn to 0 as by a prior
   * Normal(0, 1), against residuals of the variance that the autoregression leaves after the wait, of which
   * two persistences' worth count as one. Forecast is as far ahead as decay takes to leave κ.
   */
  private static final double LEAST = StrictMath.exp(-12);

  static Outlook of(EvidenceTable table, Mode mode) {
    var prior = mode.prior().baseline;
    var baseline = mode.baseline();
    double level = Matrices.dot(prior.forecast(Double.POSITIVE_INFINITY).shares(), baseline);
    double product = 0;
    double square = 0;
    double unexplained = 0;
    for (var wait : table.waits()) {
      double deals = table.weight(wait.closed()) * wait.deals();
      unexplained += deals * prior.innovations(wait.closed() - wait.opened());
      if (wait.opened() >= 0) {
        double then = baseline[wait.opened()] - level;
        product += deals * then * (baseline[wait.closed()] - level);
        square += deals * then * then;
      }
    }
    double doubt = 2 * prior.persistence() * unexplained / prior.periods();
    return new Outlook(prior.until(left(product, square + doubt)));
  }

  private static double left(double product, double total) {
    return total > 0 ? Math.clamp(product / total, LEAST, 1) : 1;
  }
}
