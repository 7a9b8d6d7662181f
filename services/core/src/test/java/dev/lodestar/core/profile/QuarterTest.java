package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuarterTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-Q1, 2026-04-01T00:00:00Z",
    "2026-03-31T23:59:59.999Z, 2026-Q1, 2026-04-01T00:00:00Z",
    "2026-04-01T00:00:00Z, 2026-Q2, 2026-07-01T00:00:00Z",
    "2026-12-31T23:00:00Z, 2026-Q4, 2027-01-01T00:00:00Z"
  })
  void holdsThreeMonths(Instant time, String name, Instant end) {
    var quarter = Quarter.of(time);

    assertThat(quarter.name()).isEqualTo(name);
    assertThat(quarter.end()).isEqualTo(end);
    assertThat(Quarter.named(name)).contains(quarter);
  }

  @Test
  void isFollowedByTheNextYears() {
    assertThat(new Quarter(2026, 4).next()).isEqualTo(new Quarter(2027, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-Q5", "2026-Q0", "26-Q1", "2026Q1", "before the campaign", ""})
  void isNotNamedByAnythingElse(String name) {
    assertThat(Quarter.named(name)).isEmpty();
  }
}
