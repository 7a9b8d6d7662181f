package dev.lodestar.query.targeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// How many accounts there are of each tier and lifecycle, kept while they move, so that nobody
/// need count a million. It never changes.
final class Counts {

  static final Counts NONE = new Counts(HashTreePMap.empty());

  private final PMap<Kind, Long> accounts;

  private Counts(PMap<Kind, Long> accounts) {
    this.accounts = accounts;
  }

  private record Kind(Tier tier, Optional<Lifecycle> lifecycle) {}

  Counts with(Target target) {
    return changed(target, 1);
  }

  Counts without(Target target) {
    return changed(target, -1);
  }

  /// @param status absent for all
  long of(Tier tier, Optional<Lifecycle> status) {
    return accounts.entrySet().stream()
        .filter(entry -> entry.getKey().tier() == tier)
        .filter(entry -> status.isEmpty() || entry.getKey().lifecycle().equals(status))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  Map<Tier, Long> byTier() {
    Map<Tier, Long> byTier = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      byTier.put(tier, of(tier, Optional.empty()));
    }
    return Collections.unmodifiableMap(byTier);
  }

  private Counts changed(Target target, int by) {
    Kind kind = new Kind(target.tier(), target.presence().lifecycle());
    return new Counts(accounts.plus(kind, accounts.getOrDefault(kind, 0L) + by));
  }
}
