package dev.lodestar.simulator;

import java.time.Duration;
import java.time.Instant;

/// Where the world's own days lie in time: at full length from its start until `now`, and from then
/// on shortened, so that a world that has caught up with the present goes on visibly.
///
/// @param start when day 0 begins
/// @param now where the shortening begins
/// @param dayAfterwards how long one day of the world takes from `now` on
public record Timeline(Instant start, Instant now, Duration dayAfterwards) {

  static final long DAY_MS = Duration.ofDays(1).toMillis();

  public Timeline {
    if (now.isBefore(start)) {
      throw new IllegalArgumentException("now is before the start: " + now + " < " + start);
    }
    if (!dayAfterwards.isPositive() || dayAfterwards.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "a day must take more than nothing and at most a day: " + dayAfterwards);
    }
  }

  /// Every day at full length, for ever.
  public static Timeline from(Instant start) {
    return new Timeline(start, start, Duration.ofDays(1));
  }

  /// Whole days that end at `now`, then shortened ones.
  public static Timeline endingAt(Instant now, int days, Duration dayAfterwards) {
    return new Timeline(now.minus(Duration.ofDays(days)), now, dayAfterwards);
  }

  Instant at(long worldMs) {
    long past = Duration.between(start, now).toMillis();
    if (worldMs <= past) {
      return start.plusMillis(worldMs);
    }
    double shortened = (double) dayAfterwards.toMillis() / DAY_MS;
    return now.plusMillis((long) ((worldMs - past) * shortened));
  }

  static int dayOf(long worldMs) {
    return (int) (worldMs / DAY_MS);
  }

  static long days(double days) {
    return (long) (days * DAY_MS);
  }
}
