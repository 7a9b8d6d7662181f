package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// The store of ledgers, with those at hand that moved last.
///
/// Events of one account often come together, and decoding its ledger costs more the longer its
/// history is.
final class Ledgers {

  static final String STORE = "ledgers";

  private static final int AT_HAND = 1000;

  private final KeyValueStore<String, Ledger> store;
  private final Duration halfLife;
  private final Map<String, Known> atHand =
      new LinkedHashMap<>(AT_HAND, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > AT_HAND;
        }
      };

  /// @param halfLife of a visit, for engagement
  Ledgers(KeyValueStore<String, Ledger> store, Duration halfLife) {
    this.store = store;
    this.halfLife = halfLife;
  }

  KeyValueStore<String, Ledger> store() {
    return store;
  }

  /// @param now for the view, unless one of an earlier moment is at hand
  Optional<Known> of(String accountId, Instant now) {
    Known known = atHand.get(accountId);
    return known != null
        ? Optional.of(known)
        : Optional.ofNullable(store.get(accountId)).map(ledger -> known(ledger, now));
  }

  Known known(Ledger ledger, Instant now) {
    return new Known(ledger, now, halfLife);
  }

  void put(Known now) {
    store.put(now.ledger().accountId(), now.ledger());
    hold(now);
  }

  /// Has it at hand; its ledger is stored already.
  void hold(Known now) {
    atHand.put(now.ledger().accountId(), now);
  }
}
