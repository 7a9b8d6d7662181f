package dev.lodestar.core.learner;

/// The scale on which a spread is searched for: logarithmic where the spread is large, and linear
/// in the variance near 0, so that "does not matter at all" is a finite distance away.
///
/// @param floor the least spread
/// @param cap the greatest
/// @param bend the spread at which the scale turns from linear to logarithmic
/// @param shape of the gamma prior on the spread: with 1 (an exponential) it may well be 0, with 2
///   it is not taken for 0 only because too little was seen (Chung and others, 2013)
/// @param rate of that prior: the spread is thought to be around `shape / rate` or less
record SpreadScale(double floor, double cap, double bend, double shape, double rate)
    implements Scale {

  static final SpreadScale ATTRIBUTE = new SpreadScale(0.01, 3, 0.1, 1, 1);
  static final SpreadScale DRIFT = new SpreadScale(0.001, 1.5, 0.03, 2, 3);

  @Override
  public double toCoordinate(double spread) {
    return StrictMath.log(spread * spread + bend * bend);
  }

  @Override
  public double toNumber(double coordinate) {
    double variance = StrictMath.exp(coordinate) - bend * bend;
    return Math.clamp(Math.sqrt(Math.max(0, variance)), floor, cap);
  }

  @Override
  public double least() {
    return toCoordinate(floor);
  }

  @Override
  public double most() {
    return toCoordinate(cap);
  }

  @Override
  public double slope(double spread) {
    return (spread * spread + bend * bend) / (2 * spread * spread);
  }

  @Override
  public double logPrior(double spread) {
    return (shape - 1) * StrictMath.log(spread) - rate * spread;
  }

  @Override
  public double logPriorSlope(double spread) {
    return shape - 1 - rate * spread;
  }

  @Override
  public double logPriorCurvature(double spread) {
    return rate * spread;
  }
}
