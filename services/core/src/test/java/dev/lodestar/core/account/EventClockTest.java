package dev.lodestar.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventClockTest {

  private static final Instant WALL = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void isTheWallClockWhileEventsAreLive() {
    var clock = EventClock.of(WALL.minusMillis(3), WALL).after(WALL, WALL);

    assertThat(clock.at(WALL.plusSeconds(60))).isEqualTo(WALL.plusSeconds(60));
  }

  @Test
  void goesOnFromTheEndOfAnOldHistory() {
    Instant end = Instant.parse("2019-06-30T00:00:00Z");
    var clock =
        EventClock.of(Instant.parse("2015-01-01T00:00:00Z"), WALL)
            .after(end, WALL.plusSeconds(10))
            .after(Instant.parse("2018-01-01T00:00:00Z"), WALL.plusSeconds(20));

    assertThat(clock.at(WALL.plusSeconds(10))).isEqualTo(end);
    assertThat(clock.at(WALL.plusSeconds(70))).isEqualTo(end.plusSeconds(60));
  }

  @Test
  void isNotSetAheadByAnEventThatIs() {
    var clock = EventClock.of(WALL.plusSeconds(3_000), WALL);

    assertThat(clock.at(WALL)).isEqualTo(WALL);
    assertThat(clock.lag()).isEqualTo(Duration.ZERO);
  }

  @Test
  void isTheSameInstanceAfterAnEventThatTellsNothingNew() {
    var clock = EventClock.of(WALL, WALL);

    assertThat(clock.after(WALL.minusSeconds(9), WALL)).isSameAs(clock);
  }
}
