package dev.lodestar.refinery.agenda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Which accounts of a task are to be looked at again though nothing happens to them, and when by
/// the [WorldClock]: when visits become too old to count, or when a wait is over.
public final class Agenda {

  public static final String STORE = "agenda";

  private static final byte[] NOTHING = {};

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
    store.put(key(due, accountId), NOTHING);
  }

  /// Takes back that an account is looked at again.
  public void drop(Instant due, String accountId) {
    store.delete(key(due, accountId));
  }

  /// Takes the earliest entries that are due off the agenda.
  ///
  /// All in one go: each scan passes what was deleted before it.
  public List<Entry> take(Instant now, int most) {
    var taken = new ArrayList<Entry>();
    try (KeyValueIterator<String, byte[]> due = store.range(null, end(now))) {
      while (due.hasNext() && taken.size() < most) {
        taken.add(entry(due.next().key));
      }
    }
    taken.forEach(entry -> store.delete(key(entry.due(), entry.accountId())));
    return taken;
  }

  private static String end(Instant now) {
    return key(now.plusMillis(1), "");
  }

  /// The time in milliseconds since 1970, with as many digits as there can be, so that keys sort as
  /// times, and the account. Asking twice for one time is asking once.
  private static String key(Instant due, String accountId) {
    return "%015d/%s".formatted(due.toEpochMilli(), accountId);
  }

  private static Entry entry(String key) {
    return new Entry(
        Instant.ofEpochMilli(Long.parseLong(key.substring(0, DIGITS))), key.substring(DIGITS + 1));
  }
}
