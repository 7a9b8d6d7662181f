package dev.lodestar.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BarTest {

  /// One column stands for 0.1.
  private static final Bar TENTHS = new Bar(10, 1.0);

  @Test
  void isSolidUpToTheNearEndOfTheIntervalAndShadedToTheFarOne() {
    assertThat(TENTHS.of(0.5, 0.1 / Bar.INTERVAL)).isEqualTo("          │████░░    ");
    assertThat(TENTHS.of(-0.5, 0.1 / Bar.INTERVAL)).isEqualTo("    ░░████│          ");
  }

  @Test
  void isAllShadeWhenItMayAsWellBeNothing() {
    assertThat(TENTHS.of(0.1, 0.3 / Bar.INTERVAL)).isEqualTo("        ░░│░░░░      ");
  }

  @Test
  void isAnAxisAloneWhenThereIsNothing() {
    assertThat(TENTHS.of(0, 0)).isEqualTo("          │          ");
  }

  @Test
  void endsAtItsScale() {
    assertThat(TENTHS.of(5, 0.1)).isEqualTo("          │██████████");
  }

  @Test
  void needsRoom() {
    assertThatThrownBy(() -> new Bar(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bar(10, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
