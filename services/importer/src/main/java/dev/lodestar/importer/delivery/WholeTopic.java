package dev.lodestar.importer.delivery;

import dev.lodestar.wire.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads all of a topic, or all that is added to it.
final class WholeTopic<V> implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);

  private final KafkaConsumer<String, V> consumer;
  private final List<TopicPartition> partitions;

  private WholeTopic(Destination destination, Topic<String, V> topic) {
    Map<String, Object> config =
        destination.client(
            Map.of(
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "default.api.timeout.ms",
                30_000));
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), topic.value().deserializer());
    partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /// Only what is added from now on.
  static <V> WholeTopic<V> fromNow(Destination destination, Topic<String, V> topic) {
    var reader = new WholeTopic<V>(destination, topic);
    reader.consumer.seekToEnd(reader.partitions);
    // Where the end is, is only asked for when a position is.
    reader.partitions.forEach(reader.consumer::position);
    return reader;
  }

  /// The latest value of every key, as of now.
  static <V> Map<String, V> latest(Destination destination, Topic<String, V> topic) {
    var latest = new HashMap<String, V>();
    all(
        destination,
        topic,
        (key, value) -> {
          if (value.isPresent()) {
            latest.put(key, value.get());
          } else {
            latest.remove(key);
          }
        });
    return latest;
  }

  /// Everything there is now.
  static <V> void all(
      Destination destination, Topic<String, V> topic, BiConsumer<String, Optional<V>> receiver) {
    try (var reader = new WholeTopic<V>(destination, topic)) {
      reader.consumer.seekToBeginning(reader.partitions);
      Map<TopicPartition, Long> ends = reader.consumer.endOffsets(reader.partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.consumer.position(end.getKey()) < end.getValue())) {
        reader.poll(receiver);
      }
    }
  }

  /// Waits a little for records.
  void poll(BiConsumer<String, Optional<V>> receiver) {
    for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
      receiver.accept(record.key(), Optional.ofNullable(record.value()));
    }
  }

  @Override
  public void close() {
    // In no group: it would only wait for the answer to its last request.
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
