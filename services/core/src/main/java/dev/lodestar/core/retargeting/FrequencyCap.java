package dev.lodestar.core.retargeting;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/// How often people may be sent to one account: at most so many times within a time, whatever the
/// profile.
public record FrequencyCap(int most, Duration within) {

  /// As many times of announcement are kept of one account, and for as long.
  public static final int MOST = 100;

  /// What is longer ago counts under no cap.
  public static final Duration LONGEST = Duration.ofDays(366);

  public FrequencyCap {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException(
          "a frequency cap allows 1 to %d, not %d".formatted(MOST, most));
    }
    if (!within.isPositive() || within.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a frequency cap counts within 366 days at most, not " + within);
    }
  }

  /// The first time at which there may be another announcement.
  ///
  /// @param announced the times of earlier ones, in any order
  public Instant earliest(Collection<Instant> announced) {
    return announced.stream()
        .sorted(Comparator.reverseOrder())
        .skip(most - 1L)
        .findFirst()
        .map(time -> time.plus(within))
        .orElse(Instant.MIN);
  }
}
