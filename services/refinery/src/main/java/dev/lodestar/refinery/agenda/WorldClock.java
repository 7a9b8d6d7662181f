package dev.lodestar.refinery.agenda;

import dev.lodestar.core.account.EventClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The [EventClock] of a task, which survives restarts.
public final class WorldClock {

  public static final String STORE = "clock";

  private static final String LAG = "lag";

  private final KeyValueStore<String, Long> store;

  public WorldClock(KeyValueStore<String, Long> store) {
    this.store = store;
  }

  /// The store, for all that share it.
  public static StoreBuilder<KeyValueStore<String, Long>> store() {
    // In a history that comes in order every event sets the clock on; the cache lets only the last
    // word of a transaction pass.
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
        .withCachingEnabled();
  }

  /// Takes note of an event.
  public void hear(Instant occurredAt, Instant receivedAt) {
    Optional<EventClock> before = clock();
    EventClock after =
        before
            .map(clock -> clock.after(occurredAt, receivedAt))
            .orElseGet(() -> EventClock.of(occurredAt, receivedAt));
    if (!before.equals(Optional.of(after))) {
      store.put(LAG, after.lag().toMillis());
    }
  }

  /// The time; before the first event, that of the wall.
  public Instant now(long wallMillis) {
    Instant wall = Instant.ofEpochMilli(wallMillis);
    return clock().map(clock -> clock.at(wall)).orElse(wall);
  }

  private Optional<EventClock> clock() {
    return Optional.ofNullable(store.get(LAG)).map(lag -> new EventClock(Duration.ofMillis(lag)));
  }
}
