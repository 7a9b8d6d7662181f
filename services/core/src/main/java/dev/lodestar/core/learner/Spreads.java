package dev.lodestar.core.learner;

/// The prior standard deviations that the data chooses.
///
/// @param attribute of the weights of each attribute (τ)
/// @param drift of one step of the baseline between periods (σ)
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record Spreads(double[] attribute, double drift) {

  /// Where the search starts.
  static Spreads start(int attributes) {
    var attribute = new double[attributes];
    java.util.Arrays.fill(attribute, 0.3);
    return new Spreads(attribute, 0.1);
  }
}
