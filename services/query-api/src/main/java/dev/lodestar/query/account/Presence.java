package dev.lodestar.query.account;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Lifecycle;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an account stands with us and how engaged it is, without all else that is known of it.
///
/// Engagement is told by its [Engagement#rank()], which sorts accounts and stays the same while
/// time passes and engagement fades.
public final class Presence {

  /// Of an account of which nothing is known.
  public static final Presence UNKNOWN = at(Double.NEGATIVE_INFINITY);

  private static final long NEVER = Long.MIN_VALUE;

  private static final double LN_2 = Math.log(2);

  private final @Nullable Lifecycle lifecycle;
  private final double rank;
  private final long halfLifeMillis;
  private final long lastVisitMillis;

  private Presence(
      @Nullable Lifecycle lifecycle, double rank, long halfLifeMillis, long lastVisitMillis) {
    this.lifecycle = lifecycle;
    this.rank = rank;
    this.halfLifeMillis = halfLifeMillis;
    this.lastVisitMillis = lastVisitMillis;
  }

  static Presence of(AccountView view) {
    return new Presence(
        view.lifecycle(),
        view.engagement().rank(),
        view.engagement().halfLife().toMillis(),
        view.lastVisitAt().map(Instant::toEpochMilli).orElse(NEVER));
  }

  /// One that stands at a place in a list sorted by engagement.
  public static Presence at(double rank) {
    return new Presence(null, rank, Engagement.HALF_LIFE.toMillis(), NEVER);
  }

  public Optional<Lifecycle> lifecycle() {
    return Optional.ofNullable(lifecycle);
  }

  /// The later, the more engaged.
  public double rank() {
    return rank;
  }

  /// Whether it ever was.
  public boolean isEngaged() {
    return rank > Double.NEGATIVE_INFINITY;
  }

  public Optional<Instant> lastVisitAt() {
    return lastVisitMillis == NEVER
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(lastVisitMillis));
  }

  /// Whether engagement at a time is at least as much, without working it out.
  ///
  /// @param log2 the base-2 logarithm of that engagement
  public boolean isEngagedBy(double log2, long timeMillis) {
    return rank - timeMillis >= log2 * halfLifeMillis;
  }

  /// Recency-weighted visits as of a time.
  public double engagementAt(Instant time) {
    return Math.exp(LN_2 * (rank - time.toEpochMilli()) / halfLifeMillis);
  }
}
