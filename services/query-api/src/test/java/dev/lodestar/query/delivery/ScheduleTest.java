package dev.lodestar.query.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void waitsLongerEachTimeGiveOrTakeItsJitter(long seed) {
    Random random = new Random(seed);
    List<Duration> waits = Schedule.DEFAULT.waits();

    for (int attempts = 1; attempts <= waits.size(); attempts++) {
      Duration wait = Schedule.DEFAULT.after(attempts, Optional.empty(), random).orElseThrow();
      Duration stated = waits.get(attempts - 1);
      assertThat(wait)
          .isBetween(stated.multipliedBy(8).dividedBy(10), stated.multipliedBy(12).dividedBy(10));
    }
    assertThat(Schedule.DEFAULT.after(waits.size() + 1, Optional.empty(), random)).isEmpty();
  }

  @Test
  void doesNotTryTogetherWhatFailedTogether() {
    Random random = new Random(1);

    long different =
        LongStream.range(0, 100)
            .mapToObj(_ -> Schedule.DEFAULT.after(3, Optional.empty(), random))
            .distinct()
            .count();

    assertThat(different).isGreaterThan(90);
  }

  @Test
  void waitsAsLongAsAServerAsksButNotForEver() {
    Schedule schedule = new Schedule(List.of(Duration.ofSeconds(10)), 0, Duration.ofHours(1));
    Random random = new Random(1);

    assertThat(schedule.after(1, Optional.of(Duration.ofMinutes(2)), random))
        .contains(Duration.ofMinutes(2));
    assertThat(schedule.after(1, Optional.of(Duration.ofSeconds(2)), random))
        .contains(Duration.ofSeconds(10));
    assertThat(schedule.after(1, Optional.of(Duration.ofDays(9)), random))
        .contains(Duration.ofHours(1));
    assertThat(schedule.after(2, Optional.of(Duration.ofSeconds(2)), random)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "' 7 ', PT7S",
    "'Mon, 02 Mar 2026 12:05:00 GMT', PT5M",
    "'Tue, 03 Mar 2026 12:00:00 GMT', PT24H"
  })
  void readsHowLongAServerAsks(String header, Duration expected) {
    assertThat(RetryAfter.read(header, NOON)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-5",
        "0",
        "1.5",
        "Mon, 02 Mar 2026 11:00:00 GMT",
        "9999999999999999999"
      })
  void passesOverWhatMakesNoSense(String header) {
    assertThat(RetryAfter.read(header, NOON)).isEmpty();
  }
}
