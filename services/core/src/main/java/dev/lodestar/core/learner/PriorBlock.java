package dev.lodestar.core.learner;

/// What is believed of one block of weights before the evidence: a Gaussian.
///
/// @param precision inverse covariance
/// @param slope derivative of the precision by the logarithm of the block's spread
/// @param covariance inverse of the precision
/// @param logDeterminant of the precision
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record PriorBlock(
    double[] mean,
    double[][] precision,
    double[][] slope,
    double[][] covariance,
    double logDeterminant) {

  /// Levels without an order: independent, of the given spread; but a believed level has its own
  /// mean and precision, which no evidence on other levels changes.
  static PriorBlock independent(double spread, Belief belief) {
    int size = belief.size();
    var precision = new double[size][size];
    var slope = new double[size][size];
    var covariance = new double[size][size];
    double logDeterminant = 0;
    for (int l = 0; l < size; l++) {
      boolean believed = belief.precision(l) > 0;
      precision[l][l] = believed ? belief.precision(l) : 1 / (spread * spread);
      slope[l][l] = believed ? 0 : -2 * precision[l][l];
      covariance[l][l] = 1 / precision[l][l];
      logDeterminant += StrictMath.log(precision[l][l]);
    }
    return new PriorBlock(belief.mean(), precision, slope, covariance, logDeterminant);
  }

  /// Levels in an order: a random walk with steps of the given spread around what is believed,
  /// which is itself uncertain.
  static PriorBlock walk(double spread, Belief belief) {
    int size = belief.size();
    var walk = Matrices.scaled(walkStructure(size), 1 / (spread * spread));
    if (belief.isNone()) {
      var factor = new SymmetricFactor(walk);
      return new PriorBlock(
          belief.mean(),
          walk,
          Matrices.scaled(walk, -2),
          factor.inverse(),
          factor.logDeterminant());
    }
    var walkCovariance = new SymmetricFactor(walk).inverse();
    var covariance = Matrices.copy(walkCovariance);
    for (int l = 0; l < size; l++) {
      covariance[l][l] += belief.precision(l) > 0 ? 1 / belief.precision(l) : 0;
    }
    var precision = new SymmetricFactor(covariance).inverse();
    var slope =
        Matrices.scaled(
            Matrices.product(Matrices.product(precision, walkCovariance), precision), -2);
    return new PriorBlock(
        belief.mean(),
        precision,
        slope,
        covariance,
        new SymmetricFactor(precision).logDeterminant());
  }

  /// The precision of a random walk with unit steps and a weak pull to 0 at every level.
  static double[][] walkStructure(int size) {
    var structure = new double[size][size];
    for (int l = 0; l < size; l++) {
      structure[l][l] += PULL;
      if (l > 0) {
        structure[l][l] += 1;
        structure[l - 1][l - 1] += 1;
        structure[l][l - 1] = -1;
        structure[l - 1][l] = -1;
      }
    }
    return structure;
  }

  private static final double PULL = 0.01;
}
