package dev.lodestar.refinery.flow;

import dev.lodestar.wire.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Reads several topics, each in its own format, through one source node.
///
/// Five inputs then cost one node and no merging. It reads only: nothing is ever sent on as it was
/// received.
public final class ReceivedSerde implements Serde<Received> {

  private final Map<String, Deserializer<?>> byTopic = new HashMap<>();

  public ReceivedSerde(Collection<? extends Topic<?, ?>> topics) {
    topics.forEach(topic -> byTopic.put(topic.name(), topic.value().deserializer()));
  }

  @Override
  public Serializer<Received> serializer() {
    return (topic, received) -> {
      throw new UnsupportedOperationException("received records are not written to " + topic);
    };
  }

  @Override
  public Deserializer<Received> deserializer() {
    return new Deserializer<>() {
      @Override
      public @Nullable Received deserialize(String topic, byte @Nullable [] bytes) {
        throw new UnsupportedOperationException("headers may name the schema");
      }

      @Override
      public @Nullable Received deserialize(
          String topic, Headers headers, byte @Nullable [] bytes) {
        Deserializer<?> format = byTopic.get(topic);
        if (format == null) {
          throw new IllegalArgumentException("no format for topic " + topic);
        }
        return bytes == null
            ? null
            : new Received(bytes, format.deserialize(topic, headers, bytes));
      }
    };
  }
}
