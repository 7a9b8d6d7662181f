package dev.lodestar.core.evaluation;

import dev.lodestar.core.evidence.PastDeal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// The stretches of time that a history is graded by: the latest of 1, 2, 4 … weeks from Monday,
/// UTC.
///
/// They follow the calendar, so that a stretch that is past stays as it is while the history grows.
final class Stretches {

  /// The most stretches that a history has.
  static final int MAX = 16;

  /// The latest stretches, the only ones that count.
  private static final int WINDOW = 8;

  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final long FIRST_MONDAY = Duration.ofDays(4).toMillis(); // 1970-01-05

  private final TreeSet<Instant> starts = new TreeSet<>();

  private Stretches(long first, long last, long weeks) {
    LongStream.rangeClosed(first, last)
        .mapToObj(number -> Instant.ofEpochMilli(number * weeks * WEEK + FIRST_MONDAY))
        .forEach(starts::add);
  }

  private Stretches() {}

  static Stretches of(Collection<PastDeal> deals) {
    if (deals.isEmpty()) {
      return new Stretches();
    }
    var closings = deals.stream().mapToLong(d -> d.closedAt().toEpochMilli()).summaryStatistics();
    long weeks = 1;
    while (number(closings.getMax(), weeks) - number(closings.getMin(), weeks) >= MAX) {
      weeks *= 2;
    }
    long last = number(closings.getMax(), weeks);
    return new Stretches(
        Math.max(number(closings.getMin(), weeks) + 1, last - WINDOW + 1), last, weeks);
  }

  /// Ascending.
  List<Instant> starts() {
    return List.copyOf(starts);
  }

  /// The start of the stretch that holds a time; the last one has no end.
  Optional<Instant> startOf(Instant time) {
    return Optional.ofNullable(starts.floor(time));
  }

  /// What identifies the facts known before the start of each stretch.
  Fingerprints fingerprints(Collection<PastDeal> deals) {
    var fingerprints = new Fingerprints(starts);
    deals.forEach(fingerprints::add);
    return fingerprints;
  }

  private static long number(long time, long weeks) {
    return Math.floorDiv(time - FIRST_MONDAY, weeks * WEEK);
  }
}
