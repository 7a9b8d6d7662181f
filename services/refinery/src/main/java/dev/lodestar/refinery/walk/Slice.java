package dev.lodestar.refinery.walk;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How much of a walk is done in one go: until either bound is reached.
///
/// @param every the pause from the beginning of one slice to the next
/// @param accounts at most visited, from 1
/// @param time after which no further account is begun
/// @param nanoTime the clock that `time` is read from
public record Slice(Duration every, int accounts, Duration time, LongSupplier nanoTime) {

  /// Live events wait for 5 ms of each 20 at most.
  public static final Slice DEFAULT =
      new Slice(Duration.ofMillis(20), 500, Duration.ofMillis(5), System::nanoTime);

  public Slice {
    if (accounts < 1 || !every.isPositive() || !time.isPositive()) {
      throw new IllegalArgumentException(
          "a slice needs a pause, accounts and time: %s, %d, %s".formatted(every, accounts, time));
    }
  }
}
