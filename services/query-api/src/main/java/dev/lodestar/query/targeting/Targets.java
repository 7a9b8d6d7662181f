package dev.lodestar.query.targeting;

import dev.lodestar.query.account.Presence;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The accounts of one profile, as they move. Threads may share it.
public final class Targets {

  private final Map<String, Target> byAccount = new ConcurrentHashMap<>();
  private volatile TargetList list = TargetList.EMPTY;

  Targets() {}

  /// @param presence asked for while nobody else writes, so that none is missed
  synchronized void put(Target fit, Function<String, Presence> presence) {
    put(fit.having(presence.apply(fit.accountId())));
  }

  synchronized void put(Target target) {
    Target before = byAccount.put(target.accountId(), target);
    list = (before == null ? list : list.without(before)).with(target);
  }

  synchronized void remove(String accountId) {
    Target before = byAccount.remove(accountId);
    if (before != null) {
      list = list.without(before);
    }
  }

  /// An account is not as present as it was.
  synchronized void move(String accountId, Presence presence) {
    Target before = byAccount.get(accountId);
    if (before != null) {
      put(before.having(presence));
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

  /// As they are now, sorted.
  TargetList list() {
    return list;
  }
}
