package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.Ledger;
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
  private final Map<String, Known> atHand =
      new LinkedHashMap<>(AT_HAND, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > AT_HAND;
        }
      };

  Ledgers(KeyValueStore<String, Ledger> store) {
    this.store = store;
  }

  KeyValueStore<String, Ledger> store() {
    return store;
  }

  Optional<Known> of(String accountId) {
    Known known = atHand.get(accountId);
    return known != null
        ? Optional.of(known)
        : Optional.ofNullable(store.get(accountId)).map(Known::new);
  }

  void put(Known now) {
    String accountId = now.ledger().accountId();
    store.put(accountId, now.ledger());
    atHand.put(accountId, now);
  }
}
