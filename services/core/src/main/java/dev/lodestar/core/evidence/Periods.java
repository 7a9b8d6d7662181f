package dev.lodestar.core.evidence;

import java.time.Duration;
import java.time.Instant;

/// The periods of closing time that evidence is kept by: weeks from Monday, UTC, or 2, 4, 8 … weeks
/// where the evidence spans long.
///
/// @param first the number of the first period since the epoch
/// @param count how many periods there are from the first to the last that a deal closed in
/// @param weeks the length of a period
public record Periods(long first, int count, int weeks) {

  public static final Periods NONE = new Periods(0, 0, 1);

  /// The most periods.
  public static final int MAX = 128;

  private static final int ENOUGH = 8;
  private static final int DEALS_PER_PERIOD = 8;
  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final long FIRST_MONDAY = Duration.ofDays(4).toMillis(); // 1970-01-05

  /// The shortest periods of which there are not too many for so many deals.
  static Periods spanning(Instant first, Instant last, long deals) {
    long limit = Math.clamp(deals / DEALS_PER_PERIOD, ENOUGH, MAX);
    int weeks = 1;
    while (number(last, weeks) - number(first, weeks) >= limit) {
      weeks *= 2;
    }
    long from = number(first, weeks);
    return new Periods(from, (int) (number(last, weeks) - from) + 1, weeks);
  }

  /// The place of the period that holds a time; beyond the last for times after it.
  public int indexOf(Instant time) {
    return (int) (number(time, weeks) - first);
  }

  public Instant start(int index) {
    return Instant.ofEpochMilli((first + index) * weeks * WEEK + FIRST_MONDAY);
  }

  public Duration length() {
    return Duration.ofMillis(weeks * WEEK);
  }

  private static long number(Instant time, int weeks) {
    return Math.floorDiv(time.toEpochMilli() - FIRST_MONDAY, weeks * WEEK);
  }
}
