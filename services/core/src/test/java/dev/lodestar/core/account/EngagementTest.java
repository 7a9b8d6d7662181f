package dev.lodestar.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngagementTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  @Test
  void ranksByWhenItWillHaveFallenToOneVisit() {
    assertThat(new Engagement(8, NOON, WEEK).rank())
        .isEqualTo((double) NOON.plus(WEEK.multipliedBy(3)).toEpochMilli());
    assertThat(new Engagement(0, NOON, WEEK).rank()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void keepsItsRankAsTimePasses() {
    var engagement = new Engagement(3.7, NOON, WEEK);
    Instant later = NOON.plus(Duration.ofDays(100));

    assertThat(new Engagement(engagement.at(later), later, WEEK).rank())
        .isCloseTo(engagement.rank(), within(1.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoWeight(double visits) {
    assertThatThrownBy(() -> new Engagement(visits, NOON, WEEK))
        .hasMessage("engagement must be 0 or more: " + visits);
  }
}
