package dev.lodestar.core.learner;

/// The scale on which the persistence of the baseline is searched for: logarithmic, with a weak
/// belief that a market forgets within half a year, give or take.
///
/// @param weeks the length of a period
record PersistenceScale(int weeks) implements Scale {

  /*
   * A lognormal prior: 95% between 2 weeks and 6 years. Without one, a history shorter than its persistence
   * would be taken for a trend that lasts for ever, or for none.
   */
  private static final double USUAL_WEEKS = 26;
  private static final double DOUBT = 1.25;
  private static final double LEAST_PERIODS = 0.5;
  private static final double MOST_PERIODS = 500;

  @Override
  public double toCoordinate(double periods) {
    return StrictMath.log(periods);
  }

  @Override
  public double toNumber(double coordinate) {
    return Math.clamp(StrictMath.exp(coordinate), LEAST_PERIODS, MOST_PERIODS);
  }

  @Override
  public double least() {
    return toCoordinate(LEAST_PERIODS);
  }

  @Override
  public double most() {
    return toCoordinate(MOST_PERIODS);
  }

  @Override
  public double slope(double periods) {
    return 1;
  }

  @Override
  public double logPrior(double periods) {
    double off = off(periods);
    return -off * off / 2;
  }

  @Override
  public double logPriorSlope(double periods) {
    return -off(periods) / DOUBT;
  }

  @Override
  public double logPriorCurvature(double periods) {
    return 1 / (DOUBT * DOUBT);
  }

  private double off(double periods) {
    return StrictMath.log(periods * weeks / USUAL_WEEKS) / DOUBT;
  }
}
