package dev.lodestar.core.account;

import java.time.Duration;
import java.time.Instant;

/// What time it is in the world that the events tell of: the latest event time, and what has passed
/// since by the wall clock.
///
/// Live events arrive within moments, and then this is the wall clock. A history that was imported
/// is as of its end: its visits of the last month do not drop out because the import was a year
/// late.
///
/// @param lag how far that world is behind the wall clock: the least time that lay between an event
///   and its receipt. Never negative, since an event dated ahead must not make everybody older.
public record EventClock(Duration lag) {

  public EventClock {
    if (lag.isNegative()) {
      throw new IllegalArgumentException("lag is negative: " + lag);
    }
  }

  /// The clock after a first event.
  public static EventClock of(Instant occurredAt, Instant receivedAt) {
    Duration between = Duration.between(occurredAt, receivedAt);
    return new EventClock(between.isNegative() ? Duration.ZERO : between);
  }

  /// The clock after one more event; this very instance unless the event sets it on.
  public EventClock after(Instant occurredAt, Instant receivedAt) {
    EventClock then = of(occurredAt, receivedAt);
    return then.lag.compareTo(lag) < 0 ? then : this;
  }

  /// The time in that world.
  ///
  /// @param wall the time on the wall
  public Instant at(Instant wall) {
    return wall.minus(lag);
  }
}
