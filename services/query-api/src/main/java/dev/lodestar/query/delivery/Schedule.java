package dev.lodestar.query.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How often a delivery is tried, and how long to wait before each time.
///
/// @param waits before the second attempt, the third, and so on
/// @param jitter by which part of itself a wait is longer or shorter, by chance, so that what
///   failed together is not tried together
/// @param longest that a server may ask us to wait
public record Schedule(List<Duration> waits, double jitter, Duration longest) {

  /// Eight attempts within a day: long enough for a night's outage.
  public static final Schedule DEFAULT =
      new Schedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(1),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(6),
              Duration.ofHours(12)),
          0.2,
          Duration.ofHours(24));

  public Schedule {
    waits = List.copyOf(waits);
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("jitter must be within [0, 1): " + jitter);
    }
  }

  /// How long to wait after an attempt that failed; empty when it was the last.
  ///
  /// @param attempts so far, 1 or more
  /// @param asked by the server
  Optional<Duration> after(int attempts, Optional<Duration> asked, RandomGenerator random) {
    if (attempts > waits.size()) {
      return Optional.empty();
    }
    Duration wait = waits.get(attempts - 1);
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    Duration ours = Duration.ofMillis(Math.round(wait.toMillis() * factor));
    return Optional.of(
        asked
            .filter(d -> d.compareTo(ours) > 0)
            .map(d -> d.compareTo(longest) > 0 ? longest : d)
            .orElse(ours));
  }
}
