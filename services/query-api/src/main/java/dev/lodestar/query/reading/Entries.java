package dev.lodestar.query.reading;

import dev.lodestar.wire.Topic;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/// Reads the records of one topic. Threads may share it.
public final class Entries<K, V> {

  private final Topic<K, V> topic;
  // Kept, since a deserializer learns the schemas that it meets.
  private final Deserializer<K> keys;
  private final Deserializer<V> values;

  public Entries(Topic<K, V> topic) {
    this.topic = topic;
    this.keys = topic.key().deserializer();
    this.values = topic.value().deserializer();
  }

  public String topic() {
    return topic.name();
  }

  /// A record, with its key and headers.
  ///
  /// @throws RuntimeException if the bytes do not say what the topic is about
  public Entry<K, V> read(ConsumerRecord<byte[], byte[]> bytes) {
    K key = keys.deserialize(bytes.topic(), bytes.headers(), bytes.key());
    if (key == null) {
      throw new SerializationException("a record without a key");
    }
    return new Entry<>(
        key,
        Optional.ofNullable(bytes.value())
            .map(value -> values.deserialize(bytes.topic(), bytes.headers(), value)));
  }

  /// A value without headers, as it was written.
  ///
  /// @throws RuntimeException if the bytes do not say what the topic is about
  public V value(byte[] bytes) {
    return values.deserialize(topic.name(), bytes);
  }
}
