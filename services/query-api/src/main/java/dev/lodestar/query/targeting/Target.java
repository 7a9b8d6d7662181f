package dev.lodestar.query.targeting;

import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.account.Presence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An account as target lists sort and choose it: how it fits one profile, and how present it is.
public record Target(
    String accountId,
    Tier tier,
    double probability,
    int score,
    int version,
    long scoredAtMillis,
    List<String> disqualifiedBy,
    Optional<Tier> tierAtLapse,
    Presence presence) {

  /// By tier, then by fit, then by name.
  static final Comparator<Target> BEST_FIRST =
      Comparator.comparing(Target::tier)
          .thenComparing(Comparator.comparingDouble(Target::probability).reversed())
          .thenComparing(Target::accountId);

  static final Comparator<Target> MOST_ENGAGED_FIRST =
      Comparator.comparingDouble((Target target) -> target.presence().rank())
          .reversed()
          .thenComparing(BEST_FIRST);

  static Target of(AccountFit fit, Presence presence) {
    return new Target(
        fit.accountId(),
        fit.tier(),
        fit.probability(),
        fit.score(),
        fit.version(),
        fit.scoredAt().toEpochMilli(),
        fit.disqualifiedBy(),
        fit.tierAtLapse(),
        presence);
  }

  /// A place in lists, where no account need be.
  static Target place(double rank, Tier tier, double probability, String accountId) {
    return new Target(
        accountId, tier, probability, 0, 0, 0, List.of(), Optional.empty(), Presence.at(rank));
  }

  /// The place before all of a tier.
  static Target startOf(Tier tier) {
    return place(Double.POSITIVE_INFINITY, tier, Double.POSITIVE_INFINITY, "");
  }

  Target having(Presence now) {
    return new Target(
        accountId,
        tier,
        probability,
        score,
        version,
        scoredAtMillis,
        disqualifiedBy,
        tierAtLapse,
        now);
  }

  Instant scoredAt() {
    return Instant.ofEpochMilli(scoredAtMillis);
  }
}
