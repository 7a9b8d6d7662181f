package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {

  private static final int WEEKS = 60;
  private static final int A_WEEK = 40; // deals
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Spreads SPREADS = new Spreads(new double[0], 0.3, 12);

  @Test
  void isNowWhereDealsCloseAsTheyOpen() {
    var deals = deals(1, _ -> 0, drifting(1));

    assertThat(ahead(deals)).isZero();
  }

  /// As far as the deals take that it was measured on, where deviations decay as the prior has it.
  @Test
  void isAsFarAsDealsTakeWhereDeviationsDecaySteadily() {
    double left =
        LongStream.range(0, 40)
            .mapToDouble(seed -> left(deals(seed, _ -> 4, drifting(seed))))
            .average()
            .orElseThrow();

    // Below e⁻⁴ᐟ¹² = 0.72: measured against a level that is itself estimated, and with some doubt.
    assertThat(left).isBetween(0.4, 0.72);
  }

  /// Three months up and three months down: what is open for a quarter closes in the opposite.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void carriesNothingAcrossASwingOfTheMarket(long seed) {
    var deals = deals(seed, _ -> 13, week -> week / 13 % 2 == 0 ? 0.8 : -0.8);

    assertThat(left(deals)).isLessThan(1e-5);
  }

  /// The deals known so far were all opened before the first of them closed.
  @Test
  void carriesNothingThatWasNotMeasured() {
    var deals = deals(2, week -> week + 1, drifting(2));

    assertThat(left(deals)).isLessThan(1e-5);
  }

  /// Deals of one week are in doubt, those of a year much less.
  @Test
  void carriesMoreTheMoreWasMeasured() {
    var deals = deals(3, _ -> 2, week -> week < WEEKS / 2 ? 0.8 : -0.8);
    var until = World.MONDAY.plus(WEEK.multipliedBy(10));
    var early = deals.stream().filter(deal -> deal.closedAt().isBefore(until)).toList();

    assertThat(left(early)).isLessThan(0.3);
    assertThat(left(deals)).isBetween(0.6, 1.0);
  }

  @Test
  void isCountedFromTheLastPeriod() {
    var deals = deals(4, _ -> 4, drifting(4));
    var posterior = Learner.fit(table(deals), List.of());
    var outlook = Outlook.of(table(deals), TunedFit.of(table(deals), List.of()).tuned().mode());

    assertThat(posterior.baseline().ahead()).isCloseTo(outlook.ahead(), within(1e-6));
  }

  private static double left(List<Observation> deals) {
    return Math.exp(-ahead(deals) / SPREADS.persistence());
  }

  private static double ahead(List<Observation> deals) {
    var table = table(deals);
    return Outlook.of(table, Learner.fitted(table, List.of(), SPREADS, 0).tuned().mode()).ahead();
  }

  private static EvidenceTable table(List<Observation> deals) {
    return LearnerTest.evidence(deals).table();
  }

  /// A first-order autoregression of the spreads above.
  private static IntToDoubleFunction drifting(long seed) {
    var random = new World(seed + 1000, _ -> 0).random;
    double decay = Math.exp(-1 / SPREADS.persistence());
    var logOdds = new double[WEEKS];
    logOdds[0] = SPREADS.drift() / Math.sqrt(1 - decay * decay) * random.nextGaussian();
    for (int week = 1; week < WEEKS; week++) {
      logOdds[week] = decay * logOdds[week - 1] + SPREADS.drift() * random.nextGaussian();
    }
    return week -> logOdds[week];
  }

  /// @param waits how many weeks a deal was open that closes in a week
  private static List<Observation> deals(
      long seed, java.util.function.IntUnaryOperator waits, IntToDoubleFunction logOdds) {
    var random = new World(seed, _ -> 0).random;
    var deals = new ArrayList<Observation>();
    for (int week = 0; week < WEEKS; week++) {
      Instant closedAt = World.MONDAY.plus(WEEK.multipliedBy(week));
      for (int i = 0; i < A_WEEK; i++) {
        boolean won = random.nextDouble() < World.chance(logOdds.applyAsDouble(week));
        var openedAt = closedAt.minus(WEEK.multipliedBy(waits.applyAsInt(week)));
        deals.add(World.deal(deals.size(), openedAt, closedAt, won, new TreeMap<>()));
      }
    }
    return deals;
  }
}
