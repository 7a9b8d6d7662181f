package dev.lodestar.core.learner;

/// The prior standard deviations that the data chooses, and how long the baseline remembers.
///
/// @param attribute of the weights of each attribute (τ)
/// @param drift of the innovation of the baseline in one period (σ)
/// @param persistence after how many periods e⁻¹ of a deviation of the baseline is left
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record Spreads(double[] attribute, double drift, double persistence) {

  /// Where the search starts.
  static Spreads start(int attributes) {
    var attribute = new double[attributes];
    java.util.Arrays.fill(attribute, 0.3);
    return new Spreads(attribute, 0.1, 20);
  }

  /// The same, from one list: attributes, drift, persistence.
  static Spreads of(double[] numbers) {
    int attributes = numbers.length - 2;
    return new Spreads(
        java.util.Arrays.copyOf(numbers, attributes), numbers[attributes], numbers[attributes + 1]);
  }

  /// All of them in one list: attributes, drift, persistence.
  double[] numbers() {
    var numbers = java.util.Arrays.copyOf(attribute, attribute.length + 2);
    numbers[attribute.length] = drift;
    numbers[attribute.length + 1] = persistence;
    return numbers;
  }
}
