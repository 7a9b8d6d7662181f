package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.profile.ProfileChange.Move;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A simulated year of five deals a day, refitted every [#DAYS_APART] days.
///
/// A few worlds of each kind are tried; more with `-Dlodestar.worlds=20`, as many as it takes to
/// believe it, and refitted every day with `-Dlodestar.days.apart=1`.
class MaterialityIT {

  private static final int WORLDS = Integer.getInteger("lodestar.worlds", 2);
  private static final int DAYS_APART = Integer.getInteger("lodestar.days.apart", 4);

  private static final int DAYS = 364;
  private static final int MONTH = 28;
  private static final int DEALS_PER_DAY = 5;
  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("default");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, WORLDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void publishesAHandfulAfterTheFirstMonthWhileNothingChanges(long seed) {
    var days = publishedOn(seed, _ -> SomeMarket.TASTE);

    assertThat(days.keySet().stream().filter(day -> day > MONTH)).hasSizeLessThanOrEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void publishesNextToNothingWhereNothingMatters(long seed) {
    var days = publishedOn(seed, _ -> Map.of());

    assertThat(days.size()).isLessThanOrEqualTo(5);
  }

  /// Half a year in, small companies take the place of medium ones, and series-b that of pre-seed.
  @ParameterizedTest
  @MethodSource("seeds")
  void publishesAShiftWithinFiveHundredDeals(long seed) {
    int shift = DAYS / 2;
    var shifted = new HashMap<>(SomeMarket.TASTE);
    shifted.remove("medium");
    shifted.remove("pre-seed");
    shifted.put("small", 0.8);
    shifted.put("series-b", -1.2);

    var days = publishedOn(seed, day -> day > shift ? shifted : SomeMarket.TASTE);

    assertThat(days.subMap(shift + 1, shift + 500 / DEALS_PER_DAY + 1).values())
        .anySatisfy(change ->
            assertThat(change.moves())
                .filteredOn(move -> Math.abs(move.size()) >= 0.2)
                .extracting(Move::attribute)
                .containsAnyOf("employees", "stage"));
  }

  /// The days of versions, and what each changed.
  private static SortedMap<Integer, ProfileChange> publishedOn(
      long seed, IntFunction<Map<String, Double>> taste) {
    var evidence = new Evidence(DEFINITION);
    var market = new SomeMarket(seed, -0.5);
    Optional<LearnedProfile> newest = Optional.empty();
    var days = new TreeMap<Integer, ProfileChange>();
    for (int day = 1; day <= DAYS; day++) {
      for (int deal = 0; deal < DEALS_PER_DAY; deal++) {
        var closedAt = SomeMarket.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(deal));
        evidence.add(market.deal(closedAt, taste.apply(day)));
      }
      if (day % DAYS_APART == 0) {
        var learned = Refit.of(DEFINITION, evidence);
        var shift =
            newest
                .map(before -> TierShift.between(before, learned, evidence.table()))
                .orElse(TierShift.NONE);
        if (Materiality.of(newest, learned, shift, Publication.DEFAULT).isMaterial()) {
          days.put(day, ProfileChange.between(newest, days.size(), learned, days.size() + 1));
          newest = Optional.of(learned);
        }
      }
    }
    return days;
  }
}
