package dev.lodestar.core.learner;

/// How a number that the data chooses is searched for: the coordinate of the search, its bounds,
/// and what is thought of the number beforehand.
sealed interface Scale permits SpreadScale, PersistenceScale {

  double toCoordinate(double number);

  double toNumber(double coordinate);

  /// The least coordinate.
  double least();

  /// The greatest coordinate.
  double most();

  /// Derivative of the logarithm of the number by the coordinate.
  double slope(double number);

  /// Logarithm of the prior density, up to a constant.
  double logPrior(double number);

  /// Derivative of [#logPrior] by the logarithm of the number.
  double logPriorSlope(double number);

  /// How sharply [#logPrior] bends, by the logarithm of the number: 0 or more.
  double logPriorCurvature(double number);
}
