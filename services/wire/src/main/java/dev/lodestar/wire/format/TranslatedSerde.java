package dev.lodestar.wire.format;

import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Domain values outside, Avro records inside.
///
/// A record that no domain value can stand for is as unreadable as malformed bytes.
public final class TranslatedSerde<D, A extends SpecificRecord> implements Serde<D> {

  private final Serde<A> avro;
  private final Function<D, A> toAvro;
  private final Function<A, D> toDomain;

  /// @param toDomain throws [IllegalArgumentException] for records that break a rule of the domain
  public TranslatedSerde(Serde<A> avro, Function<D, A> toAvro, Function<A, D> toDomain) {
    this.avro = avro;
    this.toAvro = toAvro;
    this.toDomain = toDomain;
  }

  @Override
  public Serializer<D> serializer() {
    return (topic, value) ->
        avro.serializer().serialize(topic, value == null ? null : toAvro.apply(value));
  }

  @Override
  public Deserializer<D> deserializer() {
    return new Deserializer<>() {
      @Override
      public @Nullable D deserialize(String topic, byte @Nullable [] bytes) {
        return translated(avro.deserializer().deserialize(topic, bytes));
      }

      @Override
      public @Nullable D deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        return translated(avro.deserializer().deserialize(topic, headers, bytes));
      }
    };
  }

  private @Nullable D translated(@Nullable A record) {
    if (record == null) {
      return null;
    }
    try {
      return toDomain.apply(record);
    } catch (IllegalArgumentException e) {
      throw new SerializationException(
          "the %s breaks a rule: %s".formatted(record.getSchema().getName(), e.getMessage()), e);
    }
  }
}
