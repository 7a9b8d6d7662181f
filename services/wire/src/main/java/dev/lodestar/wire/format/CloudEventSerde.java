package dev.lodestar.wire.format;

import dev.lodestar.wire.CloudEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Values that are CloudEvents in Kafka's binary mode: their attributes are headers, and the value
/// stays what it is, so that who knows nothing of CloudEvents reads it as before.
public final class CloudEventSerde<V> implements Serde<V> {

  private final Serde<V> value;
  private final Function<V, CloudEvent> about;

  /// @param about the attributes of the event that a value is
  public CloudEventSerde(Serde<V> value, Function<V, CloudEvent> about) {
    this.value = value;
    this.about = about;
  }

  @Override
  public Serializer<V> serializer() {
    return new Serializer<>() {

      @SuppressWarnings("resource") // has nothing to close
      private final CloudEventSerializer binary = new CloudEventSerializer();

      @Override
      public byte[] serialize(String topic, V data) {
        return value.serializer().serialize(topic, data);
      }

      @Override
      public byte[] serialize(String topic, Headers headers, V data) {
        byte[] bytes = value.serializer().serialize(topic, headers, data);
        return data == null
            ? bytes
            : binary.serialize(
                topic,
                headers,
                CloudEventBuilder.v1(about.apply(data)).withData(CloudEvents.AVRO, bytes).build());
      }
    };
  }

  @Override
  public Deserializer<V> deserializer() {
    return value.deserializer();
  }
}
