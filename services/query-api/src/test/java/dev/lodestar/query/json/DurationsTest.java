package dev.lodestar.query.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"P180D, P180D", "PT24H, P1D", "PT1S, PT1S", "PT36H, PT36H", "PT0S, PT0S"})
  void saysWholeDaysAsDays(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
    assertThat(Duration.parse(text)).isEqualTo(duration);
  }
}
