package dev.lodestar.core.account;

import java.time.Duration;
import java.time.Instant;

/// How present an account is on our website: its visits, of which each weighs half after a
/// half-life.
///
/// @param visits recency-weighted, 0 or more
/// @param asOf the moment of that weight
/// @param halfLife positive
public record Engagement(double visits, Instant asOf, Duration halfLife) {

  /// Unless somebody sets another.
  public static final Duration HALF_LIFE = Duration.ofDays(14);

  public Engagement {
    if (!(visits >= 0) || Double.isInfinite(visits)) {
      throw new IllegalArgumentException("engagement must be 0 or more: " + visits);
    }
    if (!halfLife.isPositive()) {
      throw new IllegalArgumentException("half-life must be positive: " + halfLife);
    }
  }

  /// Of one visit.
  static double weight(Instant occurredAt, Instant time, Duration halfLife) {
    return halved(Duration.between(occurredAt, time), halfLife);
  }

  /// The weight at a later moment, when nobody has visited since; at an earlier one, as it is.
  public double at(Instant time) {
    return time.isAfter(asOf) ? visits * halved(Duration.between(asOf, time), halfLife) : visits;
  }

  /// When the weight is 1 if nobody visits, in milliseconds since 1970: past, when it is less by
  /// now.
  ///
  /// Of two accounts with one half-life, the later is the more present one at every moment.
  /// Negative infinity for an account that nobody visited from.
  public double rank() {
    return asOf.toEpochMilli() + halfLife.toMillis() * (StrictMath.log(visits) / StrictMath.log(2));
  }

  private static double halved(Duration passed, Duration halfLife) {
    return StrictMath.pow(0.5, (double) passed.toMillis() / halfLife.toMillis());
  }
}
