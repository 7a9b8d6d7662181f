package dev.lodestar.query.retargeting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {

  @Test
  void rememberHowFarEachPartitionWasFollowed() {
    Offsets offsets = new Offsets();
    offsets.advance(2, 40);
    offsets.advance(0, 7);
    offsets.advance(2, 39);

    Offsets again = Offsets.parse(offsets.text()).orElseThrow();

    assertThat(again.text()).isEqualTo("0-7.2-40");
    assertThat(again.include(2, 40)).isTrue();
    assertThat(again.include(2, 41)).isFalse();
    assertThat(again.include(1, 0)).isFalse();
  }

  @Test
  void beginWithNothing() {
    assertThat(new Offsets().text()).isEqualTo("0");
    assertThat(Offsets.parse("0").orElseThrow().include(0, 0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1", "1-", "-1", "1-2.", "1-2-3", "1-99999999999999999999"})
  void areNotReadFromAnythingElse(String text) {
    assertThat(Offsets.parse(text)).isEmpty();
  }
}
