package dev.lodestar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.account.EventRules;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorldTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int DRIFT_DAY = 200;

  /// A planted number may miss by this many standard errors: one false alarm in 16,000 looks.
  private static final double STANDARD_ERRORS = 4;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellsTheSameStoryForTheSameSettings(long seed) {
    var once = happenings(world(seed, OptionalInt.of(DRIFT_DAY)), 1_000);
    var again = happenings(world(seed, OptionalInt.of(DRIFT_DAY)), 1_000);

    assertThat(again).isEqualTo(once);
    assertThat(again.toString()).isEqualTo(once.toString());
  }

  @Test
  void sharesNoAccountAndNoEventWithAWorldOfAnotherSeed() {
    var ids = new HashSet<String>();
    events(world(1, OptionalInt.empty()), 1_000).forEach(e -> ids.add(e.eventId()));
    events(world(1, OptionalInt.empty()), 1_000).forEach(e -> ids.add(e.accountId()));

    assertThat(events(world(2, OptionalInt.empty()), 1_000))
        .noneMatch(e -> ids.contains(e.eventId()) || ids.contains(e.accountId()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSameWithAndWithoutADriftUntilItsDay(long seed) {
    var steady = world(seed, OptionalInt.empty()).happenings();
    var drifting = world(seed, OptionalInt.of(DRIFT_DAY)).happenings();

    Happening left = steady.next();
    Happening right = drifting.next();
    while (left.day() < DRIFT_DAY && right.day() < DRIFT_DAY) {
      assertThat(right).isEqualTo(left);
      left = steady.next();
      right = drifting.next();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reportsInOrderAndNothingBeforeItOccurs(long seed) {
    var happenings = happenings(world(seed, OptionalInt.empty()), 5_000);

    assertThat(happenings)
        .allSatisfy(h -> assertThat(h.event().occurredAt()).isBeforeOrEqualTo(h.reportedAt()))
        .isSortedAccordingTo((a, b) -> a.reportedAt().compareTo(b.reportedAt()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void breaksNoRuleForEvents(long seed) {
    var happenings = happenings(world(seed, OptionalInt.empty()), 5_000);

    assertThat(happenings)
        .allSatisfy(h -> assertThat(EventRules.check(h.event(), h.reportedAt())).isEmpty());
  }

  @Test
  void isUntidyAsTheWorldIs() {
    var events = events(world(1, OptionalInt.empty()), 60_000);
    var openedAt = new HashMap<String, Instant>();
    for (AccountEvent event : events) {
      if (event instanceof DealReported deal) {
        deal.openedAt().ifPresent(at -> openedAt.putIfAbsent(deal.accountId(), at));
      }
    }

    assertThat(events.stream().map(AccountEvent::eventId).distinct().count())
        .as("some events are sent twice")
        .isLessThan(events.size());
    assertThat(events)
        .as("some companies are enriched only after their deal was opened")
        .anyMatch(e ->
            e instanceof AttributesObserved
                && e.source().equals("enrichment")
                && openedAt.containsKey(e.accountId())
                && e.occurredAt().isAfter(openedAt.get(e.accountId())));
    assertThat(events)
        .as("some deals are reported lost by mistake")
        .anyMatch(e -> e instanceof DealReported deal && deal.stage() == DealStage.REOPENED);
    assertThat(events)
        .as("some customers leave")
        .anyMatch(e -> e instanceof ChurnReported churn && churn.kind() == ChurnKind.CHURNED);
    assertThat(events)
        .as("some of them come back")
        .anyMatch(e -> e instanceof ChurnReported churn && churn.kind() == ChurnKind.REACTIVATED);
  }

  /*
   * If the planted chances are p, then at every level the wins minus the sum of p have mean 0 and
   * variance Σp(1−p); divided by that variance the difference is, to first order, by how much the
   * level's log-odds miss what was planted (Rao's score). It must hold for what matters and for what
   * does not: a decoy at which it failed would matter.
   */
  @Test
  void letsEveryLevelWinAsOftenAsWasPlanted() {
    var misses = misses(deals(world(7, OptionalInt.empty())), new Market(OptionalInt.empty()));

    assertThat(misses).hasSizeGreaterThan(60);
    assertThat(misses)
        .allSatisfy((level, miss) ->
            assertThat(Math.abs(miss.logOdds()))
                .as(level)
                .isLessThan(STANDARD_ERRORS * miss.standardError()));
  }

  @Test
  void letsEveryLevelWinAsOftenAsWasPlantedAfterTheDrift() {
    var drifted = new Market(OptionalInt.of(0));
    var misses = misses(deals(world(7, OptionalInt.of(0))), drifted);

    assertThat(misses)
        .allSatisfy((level, miss) ->
            assertThat(Math.abs(miss.logOdds()))
                .as(level)
                .isLessThan(STANDARD_ERRORS * miss.standardError()));
  }

  @Test
  void showsADriftInTheNamedAttributes() {
    var misses = misses(deals(world(7, OptionalInt.of(0))), new Market(OptionalInt.empty()));

    assertThat(missOf("employees=3–9", misses)).isGreaterThan(0.8);
    assertThat(missOf("employees=50–999", misses)).isLessThan(-0.5);
    assertThat(missOf("funding_stage=series-a", misses)).isGreaterThan(0.8);
    assertThat(missOf("funding_stage=pre-seed", misses)).isLessThan(-0.8);
  }

  @Test
  void looksToALedgerAsItTrulyIs() {
    var settings = world(3, OptionalInt.empty()).settings();
    var lives = new ArrayList<Life>();
    new World(settings).lives(20, lives::add);

    for (Life life : lives) {
      var ledger = ledgerOf(life);
      var seen = new HashMap<String, Boolean>();
      Observations.of(ledger)
          .forEach(o -> seen.put(o.dealId(), o.outcome() instanceof Outcome.Won));
      var pricing = new HashMap<String, AttributeValue>();
      Observations.of(ledger)
          .forEach(o -> {
            var views = o.attributes().get(Behaviours.PRICING_PAGE_30D);
            if (views != null) {
              pricing.put(o.dealId(), views);
            }
          });

      for (Life.Deal deal : life.deals()) {
        assertThat(seen).containsEntry(deal.dealId(), deal.won());
        assertThat(pricing)
            .containsEntry(
                deal.dealId(), deal.attributes().getOrDefault(Behaviours.PRICING_PAGE_30D, none()));
      }
    }
  }

  @Test
  void goesOnShortenedFromThePresentOn() {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    var timeline = Timeline.endingAt(now, 10, Duration.ofMinutes(1));
    var settings = new WorldSettings(5, timeline, 20, OptionalInt.empty());

    var happenings =
        Stream.generate(new World(settings).happenings()::next)
            .takeWhile(h -> h.day() < 20)
            .toList();

    assertThat(happenings.getFirst().reportedAt()).isBefore(now.minus(Duration.ofDays(9)));
    assertThat(happenings.getLast().reportedAt())
        .isBetween(now.plus(Duration.ofMinutes(9)), now.plus(Duration.ofMinutes(10)));
  }

  private static World world(long seed, OptionalInt driftDay) {
    return new World(new WorldSettings(seed, Timeline.from(START), 20, driftDay));
  }

  private static List<Happening> happenings(World world, int count) {
    return Stream.generate(world.happenings()::next).limit(count).toList();
  }

  private static List<AccountEvent> events(World world, int count) {
    return happenings(world, count).stream().map(Happening::event).toList();
  }

  private static List<Life.Deal> deals(World world) {
    var deals = new ArrayList<Life.Deal>();
    world.lives(1_000, life -> deals.addAll(life.deals()));
    return deals;
  }

  private static Ledger ledgerOf(Life life) {
    var ledger = Ledger.empty(life.reported().getFirst().event().accountId());
    for (Life.Reported reported : life.reported().stream().sorted().toList()) {
      ledger = ledger.after(reported.event());
    }
    return ledger;
  }

  private static Map<String, Miss> misses(List<Life.Deal> deals, Market market) {
    var sums = new TreeMap<String, Miss>();
    for (Life.Deal deal : deals) {
      double chance = market.chance(deal.attributes(), deal.closedOnDay());
      deal.attributes()
          .forEach((name, value) ->
              levels(value)
                  .forEach(level ->
                      sums.merge(
                          name + level,
                          new Miss((deal.won() ? 1 : 0) - chance, chance * (1 - chance)),
                          Miss::plus)));
    }
    sums.keySet().removeIf(level -> level.startsWith("company_name"));
    return sums;
  }

  private static double missOf(String level, Map<String, Miss> misses) {
    return Objects.requireNonNull(misses.get(level), level).logOdds();
  }

  private static Stream<String> levels(AttributeValue value) {
    return switch (value) {
      case Text(var name) -> Stream.of("=" + name);
      case Tags(var tags) -> Stream.concat(tags.stream().map(t -> "∋" + t), Stream.of(" known"));
      case Quantity(var number) -> Stream.of("=" + range(number));
    };
  }

  private static String range(double number) {
    if (number < 3) {
      return String.valueOf((int) number);
    }
    var bounds = new double[] {10, 50, 1000, 1950, 1990, 2000, 2010, 2020, 1e6, 1e7, 1e8};
    int above = (int) IntStream.range(0, bounds.length).filter(i -> number >= bounds[i]).count();
    return switch (above) {
      case 0 -> "3–9";
      case 2 -> "50–999";
      default -> "range " + above;
    };
  }

  private static AttributeValue none() {
    return new Quantity(0);
  }

  /// By how much the wins of one level exceed what was planted.
  private record Miss(double excess, double variance) {

    Miss plus(Miss other) {
      return new Miss(excess + other.excess, variance + other.variance);
    }

    double logOdds() {
      return excess / variance;
    }

    double standardError() {
      return 1 / Math.sqrt(variance);
    }
  }
}
