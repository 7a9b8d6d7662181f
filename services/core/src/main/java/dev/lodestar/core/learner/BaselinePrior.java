package dev.lodestar.core.learner;

/// What is believed of the drifting baseline before the evidence: deviations from an unknown level
/// that decay, a first-order autoregression, b = level + d with d_q = φ d_(q−1) + Normal(0, σ²).
///
/// A market moves and comes back: where deviations last for ever (φ → 1) this is a random walk, and
/// where they last for a period, noise around a constant. The data chooses.
final class BaselinePrior {

  /// Standard deviation of the level: 95% within win rates of 0.7% and 99.3%.
  static final double LEVEL = 2.5;

  /*
   * The level is integrated out: with A the tridiagonal precision of the deviations, v = A 1 and
   * c = 1'A 1, the precision of b is A − k v v' with k = 1 / (1/LEVEL² + c). So a step over all periods
   * costs no more than for a random walk.
   */
  private final int periods;
  private final double innovation; // σ²
  private final double persistence; // in periods
  private final double decay; // φ
  private final double[] pull; // v
  private final double ties; // c
  private final double shared; // k

  /// @param drift standard deviation of the innovation of one period (σ)
  /// @param persistence after how many periods e⁻¹ of a deviation is left
  BaselinePrior(int periods, double drift, double persistence) {
    this.periods = periods;
    this.innovation = drift * drift;
    this.persistence = persistence;
    this.decay = StrictMath.exp(-1 / persistence);
    this.pull = new double[periods];
    double sum = 0;
    for (int q = 0; q < periods; q++) {
      pull[q] = diagonal(q) + (q > 0 ? beside() : 0) + (q + 1 < periods ? beside() : 0);
      sum += pull[q];
    }
    this.ties = sum;
    this.shared = 1 / (1 / (LEVEL * LEVEL) + ties);
  }

  int periods() {
    return periods;
  }

  /// The diagonal of the precision of the deviations.
  double diagonal(int period) {
    if (periods == 1) {
      return (1 - decay * decay) / innovation;
    }
    return (period == 0 || period == periods - 1 ? 1 : 1 + decay * decay) / innovation;
  }

  /// What stands beside that diagonal.
  double beside() {
    return -decay / innovation;
  }

  /// The vector v of what the unknown level takes from the precision: k v v'.
  double[] pull() {
    return pull.clone();
  }

  /// The factor k of what the unknown level takes from the precision: k v v'.
  double shared() {
    return shared;
  }

  /// Precision × baseline.
  double[] times(double[] baseline) {
    double along = shared * Matrices.dot(pull, baseline);
    var product = new double[periods];
    for (int q = 0; q < periods; q++) {
      product[q] = diagonal(q) * baseline[q] - along * pull[q];
      product[q] += q > 0 ? beside() * baseline[q - 1] : 0;
      product[q] += q + 1 < periods ? beside() * baseline[q + 1] : 0;
    }
    return product;
  }

  /// Twice the logarithm of the density, up to a constant that no spread changes.
  double value(double[] baseline) {
    return logDeterminant() - Matrices.dot(baseline, times(baseline));
  }

  /// Of the precision, but for the factor 1/LEVEL².
  double logDeterminant() {
    return -periods * StrictMath.log(innovation)
        + StrictMath.log1p(-decay * decay)
        + StrictMath.log(shared);
  }

  /// The inverse of the precision.
  double[][] covariance() {
    var covariance = new double[periods][periods];
    for (int q = 0; q < periods; q++) {
      for (int r = 0; r < periods; r++) {
        covariance[q][r] = covariance(Math.abs(q - r));
      }
    }
    return covariance;
  }

  /// Derivative of the precision by the logarithm of the drift.
  double[][] slopeByDrift() {
    var byDeviations = new double[periods][periods];
    for (int q = 0; q < periods; q++) {
      byDeviations[q][q] = -2 * diagonal(q);
      if (q > 0) {
        byDeviations[q][q - 1] = -2 * beside();
        byDeviations[q - 1][q] = -2 * beside();
      }
    }
    return slope(byDeviations);
  }

  /// Derivative of the precision by the logarithm of the persistence.
  double[][] slopeByPersistence() {
    double change = decay / persistence; // of φ
    var byDeviations = new double[periods][periods];
    for (int q = 0; q < periods; q++) {
      boolean end = q == 0 || q == periods - 1;
      byDeviations[q][q] = (periods == 1 ? -2 : end ? 0 : 2) * decay * change / innovation;
      if (q > 0) {
        byDeviations[q][q - 1] = -change / innovation;
        byDeviations[q - 1][q] = -change / innovation;
      }
    }
    return slope(byDeviations);
  }

  /// The baseline so many periods after the last, as a sum of those of all periods.
  ///
  /// @param ahead periods, 0 or more
  Forecast forecast(double ahead) {
    var beforehand = new double[periods];
    for (int q = 0; q < periods; q++) {
      beforehand[q] = covariance(periods - 1 - q + ahead);
    }
    var shares = times(beforehand);
    return new Forecast(shares, Math.max(0, covariance(0) - Matrices.dot(shares, beforehand)));
  }

  /// @param shares of the periods' baselines
  /// @param variance that remains when these are known
  @SuppressWarnings("ArrayRecordComponent") // for arithmetic within the package: never compared
  record Forecast(double[] shares, double variance) {}

  /// The part of a deviation that is left after so many periods.
  double left(double periodsLater) {
    return StrictMath.exp(-periodsLater / persistence);
  }

  /// After how many periods such a part of a deviation is left.
  ///
  /// @param left in (0, 1]
  double until(double left) {
    return -persistence * StrictMath.log(left);
  }

  double persistence() {
    return persistence;
  }

  /// The variance that so many periods add to what is left.
  double innovations(double periodsLater) {
    double left = left(periodsLater);
    return innovation / (1 - decay * decay) * (1 - left * left);
  }

  private double covariance(double distance) {
    return LEVEL * LEVEL + innovation / (1 - decay * decay) * left(distance);
  }

  /// Of A − k v v', given the slope of A.
  private double[][] slope(double[][] byDeviations) {
    var byPull = new double[periods];
    double byTies = 0;
    for (int q = 0; q < periods; q++) {
      for (double part : byDeviations[q]) {
        byPull[q] += part;
      }
      byTies += byPull[q];
    }
    double byShared = -shared * shared * byTies;
    var slope = byDeviations;
    for (int q = 0; q < periods; q++) {
      for (int r = 0; r < periods; r++) {
        slope[q][r] -=
            byShared * pull[q] * pull[r] + shared * (byPull[q] * pull[r] + pull[q] * byPull[r]);
      }
    }
    return slope;
  }
}
