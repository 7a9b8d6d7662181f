package dev.lodestar.query.json;

import java.time.Duration;

/// Durations as ISO 8601 writes them.
public final class Durations {

  private Durations() {}

  /// Whole days as days, `P180D`: Java alone would say `PT4320H`.
  public static String text(Duration duration) {
    boolean wholeDays = !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()));
    return wholeDays ? "P" + duration.toDays() + "D" : duration.toString();
  }
}
