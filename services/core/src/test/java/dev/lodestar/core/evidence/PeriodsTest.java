package dev.lodestar.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeriodsTest {

  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void areWeeksFromMonday() {
    var periods = Periods.spanning(MONDAY, MONDAY.plus(Duration.ofDays(13)), 1000);

    assertThat(periods.count()).isEqualTo(2);
    assertThat(periods.start(0)).isEqualTo(MONDAY);
    assertThat(periods.indexOf(MONDAY.plus(Duration.ofDays(7)).minusMillis(1))).isZero();
    assertThat(periods.indexOf(MONDAY.plus(Duration.ofDays(7)))).isEqualTo(1);
  }

  @Test
  void growLongerWithTheHistoryAndTheFewerTheDeals() {
    var tenYears = MONDAY.plus(Duration.ofDays(3650));

    assertThat(Periods.spanning(MONDAY, tenYears, 100_000).weeks()).isEqualTo(8);
    assertThat(Periods.spanning(MONDAY, tenYears, 100_000).count()).isBetween(64, Periods.MAX);
    assertThat(Periods.spanning(MONDAY, tenYears, 80).count()).isLessThanOrEqualTo(10);
  }

  @Test
  void holdTimesBefore1970() {
    var periods =
        Periods.spanning(
            Instant.parse("1965-03-01T00:00:00Z"), Instant.parse("1965-03-20T00:00:00Z"), 1000);

    assertThat(periods.indexOf(Instant.parse("1965-03-01T00:00:00Z"))).isZero();
    assertThat(periods.start(0)).isEqualTo(Instant.parse("1965-03-01T00:00:00Z")); // a Monday
  }
}
