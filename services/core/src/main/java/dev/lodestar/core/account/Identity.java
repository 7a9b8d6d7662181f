package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What was said of an account itself, rather than of what happened to it.
///
/// @param erased the latest erasure
/// @param merged into which account it went; nothing else is then known of it
/// @param joined the merges by which other accounts became this one, by those accounts' ids
record Identity(
    Optional<AccountErased> erased,
    Optional<AccountMerged> merged,
    SortedMap<String, AccountMerged> joined) {

  static final Identity NONE =
      new Identity(Optional.empty(), Optional.empty(), Collections.emptySortedMap());

  private static final Comparator<AccountEvent> IN_TIME =
      Comparator.comparing(AccountEvent::occurredAt)
          .thenComparing(AccountEvent::eventId)
          .thenComparing(Object::toString);

  /// This very instance when nothing changes.
  ///
  /// Of several erasures the latest counts, of several merges of one account the earliest.
  Identity with(AccountErased event) {
    return merged.isPresent() || erased.filter(e -> IN_TIME.compare(e, event) >= 0).isPresent()
        ? this
        : new Identity(Optional.of(event), merged, joined);
  }

  Identity leaving(AccountMerged event) {
    return merged.filter(e -> IN_TIME.compare(e, event) <= 0).isPresent()
        ? this
        : new Identity(Optional.empty(), Optional.of(event), Collections.emptySortedMap());
  }

  Identity joinedBy(AccountMerged event) {
    AccountMerged known = joined.get(event.accountId());
    if (merged.isPresent() || (known != null && IN_TIME.compare(known, event) <= 0)) {
      return this;
    }
    var more = new TreeMap<>(joined);
    more.put(event.accountId(), event);
    return new Identity(erased, merged, Collections.unmodifiableSortedMap(more));
  }

  boolean keeps(Instant occurredAt) {
    return merged.isEmpty() && erased.filter(e -> !occurredAt.isAfter(e.occurredAt())).isEmpty();
  }

  Stream<AccountEvent> events() {
    return Stream.of(erased.stream(), merged.stream(), joined.values().stream())
        .flatMap(events -> events);
  }
}
