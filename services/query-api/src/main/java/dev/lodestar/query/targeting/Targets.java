package dev.lodestar.query.targeting;

import dev.lodestar.core.fit.Tier;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The accounts of one profile, best first.
///
/// Written by one thread and read by many: an account that just moves is in nobody's list for a
/// microsecond, and never in one twice.
public final class Targets {

  private final Map<String, Target> byAccount = new ConcurrentHashMap<>();
  private final NavigableSet<Target> byPlace = new ConcurrentSkipListSet<>();
  private final Map<Tier, AtomicLong> counts = new EnumMap<>(Tier.class);

  Targets() {
    for (Tier tier : Tier.values()) {
      counts.put(tier, new AtomicLong());
    }
  }

  void put(Target target) {
    remove(target.accountId());
    byAccount.put(target.accountId(), target);
    byPlace.add(target);
    count(target.tier(), 1);
  }

  void remove(String accountId) {
    Target before = byAccount.remove(accountId);
    if (before != null) {
      byPlace.remove(before);
      count(before.tier(), -1);
    }
  }

  public Optional<Target> of(String accountId) {
    return Optional.ofNullable(byAccount.get(accountId));
  }

  /// In no particular order.
  public Stream<Target> all() {
    return byAccount.values().stream();
  }

  public int size() {
    return byAccount.size();
  }

  Map<Tier, Long> counts() {
    Map<Tier, Long> perTier = new EnumMap<>(Tier.class);
    counts.forEach((tier, count) -> perTier.put(tier, count.get()));
    return perTier;
  }

  /// Those after a place, to the end of a tier or of all.
  Stream<Target> after(Target place, Optional<Tier> tier) {
    return byPlace.tailSet(place, false).stream()
        .takeWhile(target -> tier.isEmpty() || target.tier() == tier.get());
  }

  private void count(Tier tier, int accounts) {
    AtomicLong count = counts.get(tier);
    if (count != null) { // as it always is
      count.addAndGet(accounts);
    }
  }
}
