package dev.lodestar.core.learner;

/// The scale on which a spread is searched for: logarithmic where the spread is large, and linear
/// in the variance near 0, so that "does not matter at all" is a finite distance away.
///
/// @param floor the least spread
/// @param cap the greatest
/// @param bend the spread at which the scale turns from linear to logarithmic
/// @param rate of the exponential prior on the spread: it is thought to be around `1 / rate` or
///   less
record SpreadScale(double floor, double cap, double bend, double rate) {

  static final SpreadScale ATTRIBUTE = new SpreadScale(0.01, 3, 0.1, 1);
  static final SpreadScale DRIFT = new SpreadScale(0.001, 1.5, 0.03, 3);

  double toCoordinate(double spread) {
    return StrictMath.log(spread * spread + bend * bend);
  }

  double toSpread(double coordinate) {
    double variance = StrictMath.exp(coordinate) - bend * bend;
    return Math.clamp(Math.sqrt(Math.max(0, variance)), floor, cap);
  }

  double least() {
    return toCoordinate(floor);
  }

  double most() {
    return toCoordinate(cap);
  }

  /// Derivative of the logarithm of the spread by the coordinate.
  double slope(double spread) {
    return (spread * spread + bend * bend) / (2 * spread * spread);
  }

  double logPrior(double spread) {
    return -rate * spread;
  }

  /// Derivative of [#logPrior] by the logarithm of the spread.
  double logPriorSlope(double spread) {
    return -rate * spread;
  }
}
