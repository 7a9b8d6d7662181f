package dev.lodestar.core.observation;

import static dev.lodestar.core.account.RandomEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValuationTest {

  private static final Valuation WORTH_1000 =
      new Valuation(Duration.ofDays(365), OptionalDouble.of(1000));

  @Test
  void givesNothingForALostDealAndAllForAWonOne() {
    assertThat(Valuation.DEFAULT.desirability(observation(new Outcome.Lost(), 900, 0))).isZero();
    assertThat(Valuation.DEFAULT.desirability(observation(won(), 900, 0))).isEqualTo(1);
  }

  @Test
  void givesTheShareOfTheHorizonThatTheCustomerStayed() {
    assertThat(Valuation.DEFAULT.desirability(observation(churnedAfterDays(73), 0, 0)))
        .isEqualTo(0.2);
    assertThat(Valuation.DEFAULT.desirability(observation(churnedAfterDays(0), 0, 0))).isZero();
    assertThat(Valuation.DEFAULT.desirability(observation(churnedAfterDays(4000), 0, 0)))
        .isEqualTo(1);
  }

  @Test
  void givesTheShareOfTheTargetThatTheDealBrought() {
    assertThat(WORTH_1000.desirability(observation(won(), 900, 400))).isEqualTo(0.5);
    assertThat(WORTH_1000.desirability(observation(won(), 5000, 400))).isEqualTo(1);
    assertThat(WORTH_1000.desirability(observation(won(), 300, 400))).isZero();
  }

  @Test
  void refusesAHorizonOrTargetThatIsNotPositive() {
    assertThatThrownBy(() -> new Valuation(Duration.ZERO, OptionalDouble.empty()))
        .hasMessage("horizon must be positive: PT0S");
    assertThatThrownBy(() -> new Valuation(Duration.ofDays(1), OptionalDouble.of(Double.NaN)))
        .hasMessage("targetValue must be positive and finite: NaN");
  }

  private static Outcome won() {
    return new Outcome.Won(Optional.empty());
  }

  private static Outcome churnedAfterDays(long days) {
    return new Outcome.Won(Optional.of(NOON.plus(Duration.ofDays(days))));
  }

  private static Observation observation(Outcome outcome, double amount, double costs) {
    return new Observation(
        "acme",
        "d1",
        NOON,
        NOON,
        outcome,
        OptionalDouble.of(amount),
        OptionalDouble.of(costs),
        new TreeMap<>());
  }
}
