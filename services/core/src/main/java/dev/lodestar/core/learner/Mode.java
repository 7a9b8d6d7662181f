package dev.lodestar.core.learner;

/// The most probable weights and baseline given the evidence and the spreads.
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record Mode(
    Prior prior, double[] baseline, double[] weights, Likelihood likelihood, Curvature curvature) {

  /*
   * The log posterior is strictly concave (every prior is proper), so Newton's method with step halving
   * always arrives. Progress is measured by the length of the Newton step in posterior standard
   * deviations, which no unit or scale changes.
   */
  private static final int MAX_STEPS = 200;
  private static final int MAX_HALVINGS = 40;

  /// No single step moves a log-odds further: far from the mode the quadratic is no guide.
  private static final double LONGEST = 8;

  /// @param tolerance step length in posterior standard deviations at which the search ends
  static Mode find(
      Design design,
      Unknowns unknowns,
      Prior prior,
      double[] baselineStart,
      double[] weightsStart,
      double tolerance) {
    double[] baseline = baselineStart.clone();
    double[] weights = weightsStart.clone();
    double length = Double.POSITIVE_INFINITY;
    for (int step = 0; ; step++) {
      var likelihood = Likelihood.at(design, unknowns, baseline, weights);
      var curvature = new Curvature(likelihood, prior);
      var gradientBaseline = likelihood.gradientBaseline.clone();
      var gradient = java.util.Arrays.copyOf(likelihood.gradientWeights, weights.length);
      prior.addGradient(baseline, weights, gradientBaseline, gradient);
      var direction = curvature.solve(gradientBaseline, gradient);
      double before = length;
      length =
          Math.sqrt(
              Math.max(
                  0,
                  Matrices.dot(direction[0], gradientBaseline)
                      + Matrices.dot(direction[1], gradient)));
      boolean stalled = length < 1e-5 && length >= before / 2; // rounding is all that is left
      if (length < tolerance || stalled || step == MAX_STEPS) {
        return new Mode(prior, baseline, weights, likelihood, curvature);
      }
      double share =
          length < 1e-3
              ? 1
              : share(design, unknowns, prior, baseline, weights, direction, likelihood.value);
      move(baseline, direction[0], share);
      move(weights, direction[1], share);
    }
  }

  /// The share of the step to take, such that the log posterior rises.
  private static double share(
      Design design,
      Unknowns unknowns,
      Prior prior,
      double[] baseline,
      double[] weights,
      double[][] direction,
      double valueHere) {
    double here = valueHere + prior.value(baseline, weights);
    double share = Math.min(1, LONGEST / Math.max(largest(direction[0]), largest(direction[1])));
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      var toBaseline = baseline.clone();
      var toWeights = weights.clone();
      move(toBaseline, direction[0], share);
      move(toWeights, direction[1], share);
      double there =
          Likelihood.valueAt(design, unknowns, toBaseline, toWeights)
              + prior.value(toBaseline, toWeights);
      if (there >= here) {
        return share;
      }
      share /= 2;
    }
    return 0;
  }

  private static void move(double[] position, double[] direction, double share) {
    for (int i = 0; i < position.length; i++) {
      position[i] += share * direction[i];
    }
  }

  private static double largest(double[] vector) {
    double largest = 1e-300;
    for (double x : vector) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }
}
