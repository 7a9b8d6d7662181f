package dev.lodestar.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.comparison.Verdict.Kind;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration HUNDRED_DAYS = Duration.ofDays(100);
  private static final OptionalDouble NOT_KNOWN = OptionalDouble.empty();

  private static final SortedMap<String, Scope> SMALL_AND_LARGE =
      new TreeMap<>(
          Map.of(
              "small", employees(new Scope.Range(Double.NEGATIVE_INFINITY, false, 10, false)),
              "large", employees(Scope.Range.closed(10, 1_000))));

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /*
   * Small, by hand. Seven deals, four won (4/7), of 100, 200, 300 and 600: 300 on average. Of the customers one left
   * after 20 of 100 days, one was last seen after 50, one left after 60, one stayed for 100 and more. Four were there
   * for the first 20 days; three quarters of them for the next 40, after 50 of which one drops out of sight; of the two
   * still seen one leaves after 60: 3/8 for the last 40. So 20 + 0.75 * 40 + 0.375 * 40 = 65 days of 100. A deal costs 30
   * on average (210 in all), one won 52.5. A deal brings 4/7 * 300 * 0.65 - 30 = 81.43.
   */
  private static List<Observation> sevenSmallDeals() {
    return List.of(
        won("s1", 5, 0, 100, 20, 60),
        won("s2", 5, 70, 200, -1, 30),
        won("s3", 5, 0, 300, 60, 30),
        won("s4", 5, 10, 600, -1, 30),
        lost("s5", 5, 20),
        lost("s6", 9, 20),
        lost("s7", 9.5, 20));
  }

  @Test
  void agreesWithACalculationByHand() {
    var deals = new ArrayList<>(sevenSmallDeals());
    deals.add(lost("l1", 10, 5));
    deals.add(won("l2", 1_000, 0, 50, 120, 5)); // left after the horizon, on the last day known of
    deals.add(lost("x1", 1_001, 5));
    deals.add(lost("x2", Double.NaN, 5));

    var comparison = compare(SMALL_AND_LARGE, deals);

    var small = comparison.candidates().get(1);
    assertThat(small.name()).isEqualTo("small");
    assertThat(small.deals()).isEqualTo(7);
    assertThat(small.won()).isEqualTo(4);
    assertThat(small.churned()).isEqualTo(2);
    assertThat(small.coverage()).isEqualTo(7.0 / 11);
    assertThat(small.winRate().value()).isEqualTo(4.0 / 7);
    assertThat(small.churnRate().value()).isEqualTo(0.5);
    assertThat(small.averageDeal().orElseThrow().value()).isCloseTo(300, within(1e-9));
    assertThat(small.retainedShare().value()).isCloseTo(0.65, within(1e-12));
    assertThat(small.lifetimeValue().orElseThrow().value()).isCloseTo(195, within(1e-9));
    assertThat(small.costPerDeal().orElseThrow().value()).isCloseTo(30, within(1e-9));
    assertThat(small.costToAcquire().orElseThrow().value()).isCloseTo(52.5, within(1e-9));
    assertThat(small.valuePerDeal().value()).isCloseTo(4.0 / 7 * 195 - 30, within(1e-9));
    var large = comparison.candidates().get(0);
    assertThat(large.deals()).isEqualTo(2);
    assertThat(large.retainedShare().value()).isEqualTo(1);
    assertThat(comparison.asOf()).isEqualTo(START.plus(Duration.ofDays(120)));
    assertThat(comparison.observed()).isEqualTo(11);
    assertThat(comparison.unit()).isEqualTo(Unit.MONEY);
  }

  /// Witness: scipy.stats.beta.ppf(q, k + 0.5, n - k + 0.5).
  @ParameterizedTest
  @CsvSource({
    "7, 20, 0.172276214, 0.567766094",
    "1, 10, 0.011011674, 0.381314771",
    "30, 40, 0.601693956, 0.863606545",
    "0, 5, 0.000000000, 0.379377142",
    "5, 5, 0.620622858, 1.000000000",
    "3, 1000, 0.000845635, 0.007984367"
  })
  void givesRatesTheIntervalsOfJeffreys(long hits, long of, double low, double high) {
    var interval = BetaInterval.of(hits, of);

    assertThat(interval.low()).isCloseTo(low, within(1e-6));
    assertThat(interval.high()).isCloseTo(high, within(1e-6));
  }

  /// The arcsine law: the quantile of Beta(1/2, 1/2) is the squared sine of half pi times q.
  @Test
  void knowsNothingOfARateThatNobodySaw() {
    var interval = BetaInterval.of(0, 0);

    assertThat(interval.value()).isEqualTo(0.5);
    assertThat(interval.low()).isCloseTo(Math.pow(Math.sin(Math.PI / 2 * 0.025), 2), within(1e-12));
    assertThat(interval.high())
        .isCloseTo(Math.pow(Math.sin(Math.PI / 2 * 0.975), 2), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dependsNeitherOnTheOrderOfDealsNorOfCandidates(int seed) {
    var random = new Random(seed);
    var deals = new ArrayList<>(market(random, 60, 0.4, 0.3, 1_000));

    var inOrder = compare(SMALL_AND_LARGE, deals);
    Collections.shuffle(deals, random);

    assertThat(compare(new TreeMap<>(SMALL_AND_LARGE), deals)).isEqualTo(inOrder);
  }

  @Test
  void findsTheOneThatIsBetter() {
    var comparison = compare(SMALL_AND_LARGE, market(new Random(1), 400, 0.2, 0.5, 1_000));

    assertThat(comparison.verdict().kind()).isEqualTo(Kind.DECIDED);
    assertThat(comparison.verdict().better()).contains("large");
    assertThat(comparison.verdict().words())
        .startsWith("A deal opened among large brings ")
        .contains("more than one among small");
    var lead = comparison.leads().getFirst();
    assertThat(lead.probability()).isGreaterThan(0.99);
    assertThat(lead.difference().low()).isPositive();
  }

  /// Two halves of one market: a verdict would be wrong, and comes as often as its promise allows.
  @Test
  void isSeldomSureOfADifferenceThatIsNotThere() {
    int worlds = 100;
    long decided =
        IntStream.range(0, worlds)
            .filter(seed ->
                compare(SMALL_AND_LARGE, market(new Random(seed), 200, 0.3, 0.3, 1_000))
                        .verdict()
                        .kind()
                    == Kind.DECIDED)
            .count();

    // Either of two may be taken for better with a chance of 5%.
    assertThat((double) decided / worlds).isLessThan(0.1 + 4 * Math.sqrt(0.1 * 0.9 / worlds));
  }

  /// Win rates differ, and the truth lies in the interval about as often as promised.
  @Test
  void coversTheTrueValueOfADeal() {
    int worlds = 100;
    double truth = 0.3 * 1_000 * Math.exp(0.125) * 1;
    long covered =
        IntStream.range(0, worlds)
            .filter(seed -> {
              var value =
                  compare(SMALL_AND_LARGE, market(new Random(seed), 300, 0.3, 0.3, 1_000))
                      .candidates()
                      .getFirst()
                      .valuePerDeal();
              return value.low() <= truth && truth <= value.high();
            })
            .count();

    assertThat((double) covered / worlds).isGreaterThan(0.95 - 4 * Math.sqrt(0.95 * 0.05 / worlds));
  }

  @Test
  void saysHowManyDealsAreMissing() {
    var verdict = compare(SMALL_AND_LARGE, sevenSmallDeals()).verdict();

    assertThat(verdict.kind()).isEqualTo(Kind.TOO_FEW);
    assertThat(verdict.words())
        .contains("large has 0 of the 30 closed deals and 0 of the 10 won deals")
        .contains("small has 7 of the 30 closed deals and 4 of the 10 won deals")
        .contains("so about 23 more of its deals must close");
  }

  @Test
  void saysThatTheDataSaysNothing() {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 60; i++) {
      int employees = i % 2 == 0 ? 5 : 50;
      deals.add(i % 4 < 2 ? won("d" + i, employees, 0, 100, -1, 10) : lost("d" + i, employees, 10));
    }

    var verdict = compare(SMALL_AND_LARGE, deals).verdict();

    assertThat(verdict.kind()).isEqualTo(Kind.UNDECIDED);
    assertThat(verdict.words()).contains("says nothing about whether");
  }

  @Test
  void countsDealsThatBelongToBoth() {
    var scopes =
        new TreeMap<>(
            Map.of(
                "all", Scope.ALL,
                "large", employees(Scope.Range.closed(10, 1_000)),
                "small", employees(Scope.Range.closed(0, 10))));
    var deals =
        List.of(lost("a", 5, 1), lost("b", 10, 1), won("c", 50, 0, 1, -1, 1), lost("d", 5_000, 1));

    assertThat(compare(scopes, deals).overlaps())
        .containsExactly(
            new Comparison.Overlap("all", "large", 2),
            new Comparison.Overlap("all", "small", 2),
            new Comparison.Overlap("large", "small", 1));
  }

  @Test
  void seesNoDifferenceBetweenACandidateAndItself() {
    var deals = market(new Random(3), 100, 0.3, 0.3, 1_000);
    var scopes = new TreeMap<>(Map.of("one", Scope.ALL, "two", Scope.ALL));

    var comparison = compare(scopes, deals);

    // But for the half deals that each is given, every draw weighs the same deals.
    assertThat(comparison.verdict().kind()).isEqualTo(Kind.UNDECIDED);
    assertThat(comparison.leads().getFirst().probability()).isCloseTo(0.5, within(0.1));
  }

  @Test
  void countsCustomersWhereAmountsAreNotKnown() {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 400; i++) {
      boolean isLarge = i % 2 == 0;
      boolean isWon = i % 10 < (isLarge ? 5 : 2);
      deals.add(deal("d" + i, isLarge ? 50 : 5, START, outcome(isWon), NOT_KNOWN, NOT_KNOWN));
    }

    var comparison = compare(SMALL_AND_LARGE, deals);

    assertThat(comparison.unit()).isEqualTo(Unit.GOOD_CUSTOMERS);
    assertThat(comparison.candidates().getFirst().averageDeal()).isEmpty();
    assertThat(comparison.candidates().getFirst().costPerDeal()).isEmpty();
    assertThat(comparison.verdict().words()).contains("more lasting customers");
  }

  private static Comparison compare(SortedMap<String, Scope> scopes, List<Observation> deals) {
    return Comparison.of(scopes, deals, HUNDRED_DAYS, new SplittableRandom(1));
  }

  /// Half small, half large; amounts are log-normal with a spread of a half.
  private static List<Observation> market(
      Random random, int count, double smallRate, double largeRate, double typical) {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < count; i++) {
      boolean isLarge = i % 2 == 0;
      boolean isWon = random.nextDouble() < (isLarge ? largeRate : smallRate);
      deals.add(
          deal(
              "d" + i,
              isLarge ? 50 : 5,
              START.plus(Duration.ofDays(i)),
              outcome(isWon),
              OptionalDouble.of(typical * Math.exp(random.nextGaussian() / 2)),
              OptionalDouble.of(0)));
    }
    return deals;
  }

  private static Outcome outcome(boolean isWon) {
    return isWon ? new Outcome.Won(Optional.empty()) : new Outcome.Lost();
  }

  /// @param leftAfter days; negative for who is still there
  private static Observation won(
      String id, double employees, int closedOn, double amount, int leftAfter, double costs) {
    Instant closedAt = START.plus(Duration.ofDays(closedOn));
    return deal(
        id,
        employees,
        closedAt,
        new Outcome.Won(
            leftAfter < 0
                ? Optional.empty()
                : Optional.of(closedAt.plus(Duration.ofDays(leftAfter)))),
        OptionalDouble.of(amount),
        OptionalDouble.of(costs));
  }

  private static Observation lost(String id, double employees, double costs) {
    return deal(id, employees, START, new Outcome.Lost(), NOT_KNOWN, OptionalDouble.of(costs));
  }

  private static Observation deal(
      String id,
      double employees,
      Instant closedAt,
      Outcome outcome,
      OptionalDouble amount,
      OptionalDouble costs) {
    var attributes = new TreeMap<String, AttributeValue>();
    if (!Double.isNaN(employees)) {
      attributes.put("employees", new AttributeValue.Quantity(employees));
    }
    return new Observation("acme", id, closedAt, closedAt, outcome, amount, costs, attributes);
  }

  private static Scope employees(Scope.Range range) {
    return new Scope(new TreeMap<>(Map.of("employees", range)));
  }
}
