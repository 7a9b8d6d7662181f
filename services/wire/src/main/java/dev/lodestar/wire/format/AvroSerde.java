package dev.lodestar.wire.format;

import dev.lodestar.wire.registry.SchemaRegistry;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Generated Avro records in the Confluent wire format; safe for use by several threads.
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

  private final Serializer<T> serializer;
  private final Deserializer<T> deserializer;

  /// @param schema of the generated class, as its `getClassSchema()` tells it
  public AvroSerde(SchemaRegistry registry, Schema schema) {
    serializer = new AvroSerializer<>(registry, schema);
    deserializer = new AvroDeserializer<>(registry, schema);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
