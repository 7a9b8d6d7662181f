package dev.lodestar.query.compare;

import dev.lodestar.core.observation.Observation;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Every closed deal, whichever profile it counts for.
///
/// Kept as the bytes they came in, some hundred each, and decoded when somebody compares.
@Singleton
public final class ObservedDeals implements ReadModel {

  private final Entries<String, Observation> entries;
  private final Map<String, ConsumerRecord<byte[], byte[]>> deals = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  ObservedDeals(Topics topics) {
    this.entries = new Entries<>(topics.observations());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, Observation> entry = entries.read(bytes);
    if (entry.value().isPresent()) {
      deals.put(entry.key(), bytes);
    } else {
      deals.remove(entry.key());
    }
    changes.incrementAndGet();
  }

  /// Each once, in no particular order.
  public List<Observation> all() {
    return deals.values().stream().flatMap(bytes -> entries.read(bytes).value().stream()).toList();
  }

  /// Grows whenever [#all()] may answer otherwise.
  public long changes() {
    return changes.get();
  }
}
