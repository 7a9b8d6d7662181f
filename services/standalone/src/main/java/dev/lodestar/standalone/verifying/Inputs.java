package dev.lodestar.standalone.verifying;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.EventRules;
import dev.lodestar.wire.translation.Events;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/// What was sent, sorted into what can be learned from and what cannot.
public final class Inputs {

  private final List<Received> pending = new ArrayList<>();
  private final List<Received> received = new ArrayList<>();
  private long unusable;

  private record Received(long at, String topic, int partition, long offset, AccountEvent event) {}

  /// The events, in the order they were received.
  public List<AccountEvent> events() {
    return received.stream()
        .sorted(
            Comparator.comparingLong(Received::at)
                .thenComparing(Received::topic)
                .thenComparingInt(Received::partition)
                .thenComparingLong(Received::offset))
        .map(Received::event)
        .toList();
  }

  /// How many records were put aside.
  public long unusable() {
    return unusable;
  }

  void take(ConsumerRecord<byte[], byte[]> record, Optional<Object> value) {
    var event = value.flatMap(Inputs::event);
    if (record.key() == null
        || event.isEmpty()
        || !new String(record.key(), StandardCharsets.UTF_8).equals(event.get().accountId())
        || EventRules.check(event.get(), Instant.ofEpochMilli(record.timestamp())).isPresent()) {
      unusable++;
    } else {
      pending.add(
          new Received(
              record.timestamp(),
              record.topic(),
              record.partition(),
              record.offset(),
              event.get()));
    }
  }

  /// A topic has been read whole.
  void finished(int partitions) {
    for (var one : pending) {
      // A record on a partition where its key does not belong is refused.
      if (home(one.event.accountId(), partitions) == one.partition) {
        received.add(one);
      } else {
        unusable++;
      }
    }
    pending.clear();
  }

  private static int home(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private static Optional<AccountEvent> event(Object value) {
    try {
      return Optional.of(Events.toDomain((SpecificRecord) value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
