package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowingTest {

  private static final List<SortedMap<String, AttributeValue>> ACCOUNTS =
      List.of(
          account("north", "retail"),
          account("south", "retail"),
          account("north", "health"),
          account("south", "mining"));

  /// The witness is a fit of all deals at once, under the same spreads. A deal's likelihood is
  /// taken at the place it had then, not at the one that all deals have in the end: a tenth of a
  /// standard error apart.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void knowsWhatAFitOfAllDealsKnows(long seed) {
    var deals = deals(seed, 600);
    var spreads = new Spreads(new double[] {0.4, 0.4}, 0.1, 12);
    var following = following(deals.subList(0, 400), spreads);

    deals.subList(400, 600).forEach(deal -> learn(following, deal));

    var afresh = following(deals, spreads);
    var last = deals.getLast().closedAt();
    for (var account : ACCOUNTS) {
      var followed = following.atClose(account, last);
      var fitted = afresh.atClose(account, last);
      double standardError = Math.sqrt(fitted.variance());
      assertThat(followed.logOdds()).isCloseTo(fitted.logOdds(), within(0.25 * standardError));
      assertThat(Math.sqrt(followed.variance()) / standardError).isBetween(0.9, 1.1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void saysAtFirstWhatThePosteriorSays(long seed) {
    var table = table(deals(seed, 400));
    var learned = Learner.learn(table, List.of());

    var estimate = learned.following().atOpening(new TreeMap<>(), table.now());

    assertThat(estimate.logOdds()).isCloseTo(learned.posterior().averageLogOdds(), within(0.02));
    assertThat(Math.sqrt(estimate.variance()))
        .isCloseTo(Math.sqrt(learned.posterior().covariance().at(0, 0)), within(0.01));
  }

  /// With an outlook of 20 days.
  @Test
  void forecastsAnOpeningToTheClose() {
    var deals = deals(9, 400);
    var following = following(deals, new Spreads(new double[] {0.4, 0.4}, 0.3, 6));
    var now = deals.getLast().closedAt();
    var account = ACCOUNTS.getFirst();

    var opening = following.atOpening(account, now);
    var close = following.atClose(account, now);
    var closeThen = following.atClose(account, now.plus(Duration.ofDays(20)));

    assertThat(opening.logOdds()).isCloseTo(closeThen.logOdds(), within(1e-9));
    assertThat(opening.variance()).isCloseTo(closeThen.variance(), within(1e-9));
    assertThat(opening.variance()).isGreaterThan(close.variance() + 0.01);
    var muchLater = following.atClose(account, now.plus(Duration.ofDays(36_500)));
    double left = Math.exp(-20.0 / 7 / periodsOfWeeks(deals) / 6);
    assertThat(opening.logOdds())
        .isCloseTo(left * close.logOdds() + (1 - left) * muchLater.logOdds(), within(1e-9));
  }

  /// A thousand deals that all say the same, of the same kind, and one that says otherwise.
  @Test
  void staysCertainToADegreeWhateverItIsTold() {
    var following = following(deals(3, 60), new Spreads(new double[] {2, 2}, 1, 50));
    var start = World.MONDAY.plus(Duration.ofDays(300));

    for (int i = 0; i < 1000; i++) {
      following.learn(ACCOUNTS.getFirst(), 1, start.plus(Duration.ofHours(i)));
    }
    following.learn(ACCOUNTS.getLast(), 0, start.plus(Duration.ofDays(9000)));

    for (var account : ACCOUNTS) {
      for (int days : new int[] {0, 40, 9000, 20_000}) {
        var estimate = following.atClose(account, start.plus(Duration.ofDays(days)));
        assertThat(estimate.variance()).isPositive().isFinite();
        assertThat(estimate.logOdds()).isBetween(-30.0, 30.0);
      }
    }
  }

  @Test
  void takesADealOfDoubleDesirabilityBetweenWonAndLost() {
    var deals = deals(4, 200);
    var spreads = new Spreads(new double[] {0.4, 0.4}, 0.1, 12);
    var after = new ArrayList<Double>();
    for (double good : new double[] {0, 0.5, 1}) {
      var following = following(deals, spreads);
      following.learn(ACCOUNTS.getFirst(), good, deals.getLast().closedAt());
      after.add(following.atClose(ACCOUNTS.getFirst(), deals.getLast().closedAt()).logOdds());
    }

    assertThat(after).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void followsFromNothing() {
    var following = Learner.learn(table(List.of()), List.of()).following();

    following.learn(ACCOUNTS.getFirst(), 1, World.MONDAY);

    assertThat(following.atOpening(Map.of(), World.MONDAY).logOdds()).isPositive();
  }

  /// As in a fit: the average of what is known, neither good nor bad.
  @Test
  void takesANameNeverSeenForTheAverage() {
    var following = following(deals(5, 400), new Spreads(new double[] {0.8, 0.8}, 0.1, 12));
    var now = World.MONDAY.plus(Duration.ofDays(300));
    var unknown = new TreeMap<>(account("north", "retail"));
    unknown.remove("industry");

    assertThat(following.atClose(account("north", "fishing"), now).logOdds())
        .isCloseTo(following.atClose(unknown, now).logOdds(), within(1e-9));
  }

  private static Following following(List<Observation> deals, Spreads spreads) {
    var table = table(deals);
    var fitted = Learner.fitted(table, List.of(), spreads, 0);
    return new Following(
        table,
        new Unknowns(new Design(table)),
        Blend.of(fitted.tuned().mode()),
        fitted.tuned().mode().prior().baseline,
        new Outlook(20.0 / 7 / table.periods().weeks()));
  }

  private static EvidenceTable table(List<Observation> deals) {
    return LearnerTest.evidence(deals).table();
  }

  private static int periodsOfWeeks(List<Observation> deals) {
    return table(deals).periods().weeks();
  }

  private static void learn(Following following, Observation deal) {
    following.learn(
        deal.attributes(), deal.outcome() instanceof Outcome.Won ? 1 : 0, deal.closedAt());
  }

  /// Deals in the order in which they close, over some 300 days.
  private static List<Observation> deals(long seed, int count) {
    var world = new World(seed, _ -> 0);
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < count; i++) {
      var account =
          account(
              world.random.nextBoolean() ? "north" : "south",
              List.of("retail", "health", "mining").get(world.random.nextInt(3)));
      double logOdds =
          -0.5
              + (World.text("north").equals(account.get("region")) ? 0.6 : 0)
              + (World.text("retail").equals(account.get("industry")) ? 0.5 : 0);
      var closedAt = World.MONDAY.plus(Duration.ofHours(world.random.nextInt(300 * 24)));
      deals.add(
          World.deal(i, closedAt, world.random.nextDouble() < World.chance(logOdds), account));
    }
    deals.sort(Comparator.comparing(Observation::closedAt));
    return deals;
  }

  private static SortedMap<String, AttributeValue> account(String region, String industry) {
    var account = new TreeMap<String, AttributeValue>();
    account.put("region", World.text(region));
    account.put("industry", World.text(industry));
    return account;
  }
}
