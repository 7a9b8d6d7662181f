package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselinePriorTest {

  private static final String SOME =
      """
      1, 0.3, 5
      2, 0.1, 0.5
      3, 0.05, 20
      8, 0.4, 2
      40, 0.02, 200
      """;

  @ParameterizedTest
  @CsvSource(textBlock = SOME)
  void hasACovarianceThatIsTheInverseOfItsPrecision(int periods, double drift, double persistence) {
    var prior = new BaselinePrior(periods, drift, persistence);
    var covariance = prior.covariance();

    for (int q = 0; q < periods; q++) {
      var unit = prior.times(covariance[q]); // symmetric: a row is a column
      for (int r = 0; r < periods; r++) {
        assertThat(unit[r]).isCloseTo(q == r ? 1 : 0, within(1e-6));
      }
    }
  }

  /// The law of total variance, by hand: 2.5² for the level and σ²/(1 − φ²) for what varies about
  /// it, of which φ = e⁻¹ᐟ² is left after a period.
  @Test
  void variesAsALevelAndDeviationsThatDecayDo() {
    var covariance = new BaselinePrior(3, 0.5, 2).covariance();

    double phi = Math.exp(-0.5);
    double deviations = 0.25 / (1 - phi * phi);
    assertThat(covariance[1][1]).isCloseTo(6.25 + deviations, within(1e-12));
    assertThat(covariance[0][1]).isCloseTo(6.25 + phi * deviations, within(1e-12));
    assertThat(covariance[2][0]).isCloseTo(6.25 + phi * phi * deviations, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(textBlock = SOME)
  void hasTheSlopesThatDifferencesHave(int periods, double drift, double persistence) {
    var prior = new BaselinePrior(periods, drift, persistence);

    assertThatIsSlope(
        prior.slopeByDrift(),
        factor -> precision(new BaselinePrior(periods, drift * factor, persistence)));
    assertThatIsSlope(
        prior.slopeByPersistence(),
        factor -> precision(new BaselinePrior(periods, drift, persistence * factor)));
  }

  /// That of the determinant of A − k v v' is that of A times k/LEVEL², and by the slopes of the
  /// precision its own slope is the trace of covariance × slope.
  @ParameterizedTest
  @CsvSource(textBlock = SOME)
  void hasADeterminantWhoseSlopeIsATrace(int periods, double drift, double persistence) {
    double step = 1e-5;
    var prior = new BaselinePrior(periods, drift, persistence);
    double byDrift =
        new BaselinePrior(periods, drift * Math.exp(step), persistence).logDeterminant()
            - new BaselinePrior(periods, drift * Math.exp(-step), persistence).logDeterminant();
    double byPersistence =
        new BaselinePrior(periods, drift, persistence * Math.exp(step)).logDeterminant()
            - new BaselinePrior(periods, drift, persistence * Math.exp(-step)).logDeterminant();

    assertThat(byDrift / (2 * step))
        .isCloseTo(trace(prior.covariance(), prior.slopeByDrift()), within(1e-4));
    assertThat(byPersistence / (2 * step))
        .isCloseTo(trace(prior.covariance(), prior.slopeByPersistence()), within(1e-4));
  }

  @ParameterizedTest
  @CsvSource(textBlock = SOME)
  void forecastsTheLastPeriodForNow(int periods, double drift, double persistence) {
    var now = new BaselinePrior(periods, drift, persistence).forecast(0);

    for (int q = 0; q < periods; q++) {
      assertThat(now.shares()[q]).isCloseTo(q == periods - 1 ? 1 : 0, within(1e-6));
    }
    assertThat(now.variance()).isCloseTo(0, within(1e-6));
  }

  /// The level as generalised least squares estimates it, drawn a little to its prior mean of 0:
  /// c'⁻¹ 1'A b with A the precision of the deviations.
  @ParameterizedTest
  @CsvSource(textBlock = SOME)
  void forecastsTheLevelForTheFarFuture(int periods, double drift, double persistence) {
    var prior = new BaselinePrior(periods, drift, persistence);
    double decay = Math.exp(-1 / persistence);
    double stationary = drift * drift / (1 - decay * decay);
    // 1'A, worked out for the ends and the middle of a stationary autoregression, times σ².
    var pull =
        DoubleStream.iterate(0, q -> q + 1)
            .limit(periods)
            .map(q ->
                periods == 1
                    ? 1 / stationary
                    : (q == 0 || q == periods - 1 ? 1 - decay : (1 - decay) * (1 - decay))
                        / (drift * drift))
            .toArray();
    double information = DoubleStream.of(pull).sum() + 1 / (2.5 * 2.5);

    var level = prior.forecast(Double.POSITIVE_INFINITY);

    for (int q = 0; q < periods; q++) {
      assertThat(level.shares()[q]).isCloseTo(pull[q] / information, within(1e-6));
    }
    assertThat(level.variance()).isCloseTo(stationary + 1 / information, within(1e-6));
    assertThat(prior.forecast(1000 * persistence).shares()).isEqualTo(level.shares());
  }

  /// What two steps do is what one of the same length does.
  @ParameterizedTest
  @CsvSource(textBlock = SOME)
  void forgetsAlikeInOneStepOrTwo(int periods, double drift, double persistence) {
    var prior = new BaselinePrior(periods, drift, persistence);

    assertThat(prior.left(0.3) * prior.left(1.9)).isCloseTo(prior.left(2.2), within(1e-12));
    assertThat(prior.innovations(0.3) * prior.left(1.9) * prior.left(1.9) + prior.innovations(1.9))
        .isCloseTo(prior.innovations(2.2), within(1e-12));
    assertThat(prior.innovations(1)).isCloseTo(drift * drift, within(1e-12));
  }

  private static void assertThatIsSlope(double[][] slope, DoubleFunction<double[][]> byFactor) {
    double step = 1e-5;
    var above = byFactor.apply(Math.exp(step));
    var below = byFactor.apply(Math.exp(-step));
    for (int q = 0; q < slope.length; q++) {
      for (int r = 0; r < slope.length; r++) {
        double difference = (above[q][r] - below[q][r]) / (2 * step);
        assertThat(slope[q][r])
            .isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(above[q][q]))));
      }
    }
  }

  private static double[][] precision(BaselinePrior prior) {
    var precision = new double[prior.periods()][];
    for (int q = 0; q < precision.length; q++) {
      var unit = new double[precision.length];
      unit[q] = 1;
      precision[q] = prior.times(unit);
    }
    return precision;
  }

  private static double trace(double[][] left, double[][] right) {
    double trace = 0;
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < left.length; j++) {
        trace += left[i][j] * right[j][i];
      }
    }
    return trace;
  }
}
