package dev.lodestar.core.learner;

/// How the logarithm of the posterior's precision changes with the mode: the gradient of log|A| by
/// the baseline and the weights.
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record Skew(double[] baseline, double[] weights) {

  static Skew of(Design design, Unknowns unknowns, Mode mode, PosteriorCovariance covariance) {
    int size = design.scheme.columns();
    var extended = unknowns.extend(mode.weights());
    var spread = unknowns.extend(covariance.weights());
    var mixed = new double[design.periods][];
    for (int q = 0; q < design.periods; q++) {
      mixed[q] = unknowns.extend(covariance.mixed()[q]);
    }
    var baseline = new double[design.periods];
    var weights = new double[size + design.scheme.size()];
    for (int r = 0; r < design.rows; r++) {
      int from = design.firstColumn[r];
      int to = design.firstColumn[r + 1];
      double contribution = Likelihood.contribution(design, r, extended);
      double variance = 0;
      for (int i = from; i < to; i++) {
        double[] row = spread[design.columns[i]];
        for (int j = from; j < i; j++) {
          variance += 2 * row[design.columns[j]];
        }
        variance += row[design.columns[i]];
      }
      double rowSkew = 0;
      for (int c = design.firstCell[r]; c < design.firstCell[r + 1]; c++) {
        int q = design.period[c];
        double withPeriod = variance + covariance.baseline()[q][q];
        for (int i = from; i < to; i++) {
          withPeriod += 2 * mixed[q][design.columns[i]];
        }
        double p = Likelihood.probability(mode.baseline()[q] + contribution);
        double skew = withPeriod * design.deals[c] * p * (1 - p) * (1 - 2 * p);
        baseline[q] += skew;
        rowSkew += skew;
      }
      for (int i = from; i < to; i++) {
        weights[design.columns[i]] += rowSkew;
      }
    }
    unknowns.fold(weights);
    return new Skew(baseline, java.util.Arrays.copyOf(weights, size));
  }
}
