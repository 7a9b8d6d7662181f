package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareMixtureTest {

  /// Quantiles of χ² from printed tables.
  @ParameterizedTest
  @CsvSource({
    "1, 3.841, 0.05",
    "1, 6.635, 0.01",
    "1, 10.828, 0.001",
    "2, 5.991, 0.05",
    "2, 13.816, 0.001",
    "5, 11.070, 0.05",
    "5, 20.515, 0.001",
    "10, 18.307, 0.05",
    "10, 29.588, 0.001"
  })
  void agreesWithTablesWhereAllWeightsAreEqual(int degrees, double x, double tail) {
    var weights = new double[degrees];
    java.util.Arrays.fill(weights, 0.7);

    assertThat(new ChiSquareMixture(weights).upperTail(0.7 * x))
        .isCloseTo(tail, within(0.1 * tail));
  }

  /// Two pairs of equal weights make a sum of two exponentials, whose tail is elementary.
  @ParameterizedTest
  @CsvSource({"4", "8", "16", "30"})
  void agreesWithTheSumOfTwoExponentials(double x) {
    double a = 2 * 1.0;
    double b = 2 * 0.3;
    double tail = (a * StrictMath.exp(-x / a) - b * StrictMath.exp(-x / b)) / (a - b);

    assertThat(new ChiSquareMixture(new double[] {1, 1, 0.3, 0.3}).upperTail(x))
        .isCloseTo(tail, within(0.05 * tail));
  }

  @Test
  void isSureToExceedNothing() {
    assertThat(new ChiSquareMixture(new double[] {1}).upperTail(0)).isEqualTo(1);
    assertThat(new ChiSquareMixture(new double[0]).upperTail(3)).isEqualTo(1);
  }

  @Test
  void isSmoothAtItsMean() {
    var mixture = new ChiSquareMixture(new double[] {1, 0.5, 0.25});

    for (double x = 1.74; x < 1.76; x += 1e-4) {
      assertThat(mixture.upperTail(x)).isCloseTo(mixture.upperTail(1.75), within(0.01));
    }
  }
}
