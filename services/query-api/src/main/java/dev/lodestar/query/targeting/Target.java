package dev.lodestar.query.targeting;

import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.paging.Cursor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An account's place in a target list: by tier, then by fit, then by name.
public record Target(
    String accountId,
    Tier tier,
    double probability,
    int score,
    int version,
    long scoredAtMillis,
    List<String> disqualifiedBy,
    Optional<Tier> tierAtLapse)
    implements Comparable<Target> {

  private static final Comparator<Target> BEST_FIRST =
      Comparator.comparing(Target::tier)
          .thenComparing(Comparator.comparingDouble(Target::probability).reversed())
          .thenComparing(Target::accountId);

  private static final String LIST = "targets";

  static Target of(AccountFit fit) {
    return new Target(
        fit.accountId(),
        fit.tier(),
        fit.probability(),
        fit.score(),
        fit.version(),
        fit.scoredAt().toEpochMilli(),
        fit.disqualifiedBy(),
        fit.tierAtLapse());
  }

  /// The place before all of a tier.
  static Target startOf(Tier tier) {
    return new Target("", tier, Double.POSITIVE_INFINITY, 0, 0, 0, List.of(), Optional.empty());
  }

  /// The place that a cursor names.
  static Target at(String cursor) {
    Cursor parsed = Cursor.parse(cursor, LIST, 3);
    try {
      Tier tier = Tier.valueOf(parsed.place().get(0));
      double probability = Double.longBitsToDouble(parsed.hexNumber(1));
      return new Target(
          parsed.place().get(2), tier, probability, 0, 0, 0, List.of(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw Cursor.invalid(cursor);
    }
  }

  Cursor cursor() {
    return Cursor.after(
        LIST, tier.name(), Long.toHexString(Double.doubleToLongBits(probability)), accountId);
  }

  Instant scoredAt() {
    return Instant.ofEpochMilli(scoredAtMillis);
  }

  @Override
  public int compareTo(Target other) {
    return BEST_FIRST.compare(this, other);
  }
}
