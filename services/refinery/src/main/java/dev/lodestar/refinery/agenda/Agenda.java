package dev.lodestar.refinery.agenda;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Which accounts of a task are to be looked at again though nothing happens to them, and when by
/// the [WorldClock]: when visits become too old to count, or when a wait is over.
public final class Agenda {

  public static final String STORE = "agenda";

  private static final byte[] NOTHING = {};

  /*
   * Keys are the time in milliseconds since 1970, as many digits as there can be, so that they sort as times,
   * and the account. Asking twice for one time is asking once.
   */
  private static final String KEY = "%015d/%s";
  private static final int DIGITS = 15;

  private final KeyValueStore<String, byte[]> store;

  public Agenda(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /// The store, for all that share it.
  public static StoreBuilder<KeyValueStore<String, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray());
  }

  /// An account and when it is to be looked at.
  public record Entry(Instant due, String accountId) {}

  /// Has an account looked at again.
  public void ask(Instant due, String accountId) {
    store.put(KEY.formatted(due.toEpochMilli(), accountId), NOTHING);
  }

  /// Takes the earliest entry that is due off the agenda.
  public Optional<Entry> next(Instant now) {
    String end = KEY.formatted(now.toEpochMilli() + 1, "");
    try (KeyValueIterator<String, byte[]> due = store.range(null, end)) {
      if (!due.hasNext()) {
        return Optional.empty();
      }
      KeyValue<String, byte[]> first = due.next();
      store.delete(first.key);
      return Optional.of(
          new Entry(
              Instant.ofEpochMilli(Long.parseLong(first.key.substring(0, DIGITS))),
              first.key.substring(DIGITS + 1)));
    }
  }
}
