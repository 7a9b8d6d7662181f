package dev.lodestar.core.learner;

/// The most probable weights and baseline given the evidence and the spreads.
record Mode(Prior prior, Likelihood likelihood, Curvature curvature) {

  /*
   * The log posterior is strictly concave (every prior is proper), so Newton's method with step halving
   * always arrives. Progress is measured by the length of the Newton step in posterior standard
   * deviations, which no unit or scale changes.
   */
  private static final int MAX_STEPS = 200;
  private static final int MAX_HALVINGS = 40;

  /// No single step moves a log-odds further: far from the mode the quadratic is no guide.
  private static final double LONGEST = 8;

  double[] baseline() {
    return likelihood.baseline;
  }

  double[] weights() {
    return likelihood.weights;
  }

  /// @param start where the search begins
  /// @param tolerance step length in posterior standard deviations at which the search ends
  static Mode find(
      Design design, Unknowns unknowns, Prior prior, Likelihood start, double tolerance) {
    var at = start;
    double length = Double.POSITIVE_INFINITY;
    for (int step = 0; ; step++) {
      var curvature = new Curvature(at, prior);
      var gradientBaseline = at.gradientBaseline.clone();
      var gradient = java.util.Arrays.copyOf(at.gradientWeights, at.weights.length);
      prior.addGradient(at.baseline, at.weights, gradientBaseline, gradient);
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
        return new Mode(prior, at, curvature);
      }
      var next =
          length < 1e-3
              ? moved(design, unknowns, at, direction, 1)
              : risen(design, unknowns, prior, at, direction);
      if (next == at) {
        return new Mode(prior, at, curvature);
      }
      at = next;
    }
  }

  /// After as much of the step as makes the log posterior rise; the same when nothing does.
  private static Likelihood risen(
      Design design, Unknowns unknowns, Prior prior, Likelihood at, double[][] direction) {
    double here = at.value + prior.value(at.baseline, at.weights);
    double share = Math.min(1, LONGEST / Math.max(largest(direction[0]), largest(direction[1])));
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      var there = moved(design, unknowns, at, direction, share);
      if (there.value + prior.value(there.baseline, there.weights) >= here) {
        return there;
      }
      share /= 2;
    }
    return at;
  }

  private static Likelihood moved(
      Design design, Unknowns unknowns, Likelihood from, double[][] direction, double share) {
    return Likelihood.at(
        design,
        unknowns,
        moved(from.baseline, direction[0], share),
        moved(from.weights, direction[1], share));
  }

  private static double[] moved(double[] position, double[] direction, double share) {
    var moved = position.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += share * direction[i];
    }
    return moved;
  }

  private static double largest(double[] vector) {
    double largest = 1e-300;
    for (double x : vector) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }
}
