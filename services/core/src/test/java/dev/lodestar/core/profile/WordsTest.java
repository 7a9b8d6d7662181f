package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  /// e^0.7 = 2.01, e^0.742 = 2.10, e^2.6 = 13.5, e^-1 = 0.37, e^-3 = 0.050; ends at 0.01 and 100.
  @ParameterizedTest
  @CsvSource({
    "0.7, 2.0",
    "0.742, 2.1",
    "2.6, 13",
    "-1, 0.37",
    "-3, 0.050",
    "0, 1.0",
    "9, 100",
    "-9, 0.010",
    "0.0953, 1.1",
    "2.3, 10"
  })
  void sayHowManyTimesTheOddsAre(double logOdds, String words) {
    assertThat(Words.times(logOdds)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0.63, 63%", "0, 0%", "1, 100%", "0.004, 0.4%", "0.9951, 99.5%", "0.125, 12%"})
  void sayShares(double share, String words) {
    assertThat(Words.percent(share)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0.314, +0.31", "-1.2, -1.20", "0, 0.00", "0.004, 0.00", "-0.004, 0.00"})
  void giveSignsToWhatIsNotZero(double number, String words) {
    assertThat(Words.signed(number, 2)).isEqualTo(words);
  }

  @Test
  void sayLists() {
    assertThat(Words.list(List.of("a"), "or")).isEqualTo("a");
    assertThat(Words.list(List.of("a", "b"), "or")).isEqualTo("a or b");
    assertThat(Words.list(List.of("a", "b", "c"), "or")).isEqualTo("a, b or c");
    assertThat(Words.few(List.of("a", "b", "c"), 3)).isEqualTo("a, b and c");
    assertThat(Words.few(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
  }

  @Test
  void sayDatesInUtc() {
    assertThat(Words.date(Instant.parse("2026-02-28T23:59:59Z"))).isEqualTo("28 February 2026");
  }

  @Test
  void sayDurationsInTheLargestUnitThatLeavesThemWhole() {
    assertThat(Words.duration(Duration.ofDays(1))).isEqualTo("1 day");
    assertThat(Words.duration(Duration.ofHours(36))).isEqualTo("36 hours");
    assertThat(Words.duration(Duration.ofMinutes(90))).isEqualTo("90 minutes");
    assertThat(Words.duration(Duration.ofSeconds(20))).isEqualTo("20 seconds");
  }
}
