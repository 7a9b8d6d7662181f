package dev.lodestar.wire.format;

import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.registry.TrustedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Writes a record as `0x00`, four bytes of schema id, and Avro.
final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  static {
    TrustedSchemas.trust();
  }

  // How the Avro compiler marks its classes' strings; it means nothing to other readers.
  private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

  private static final int TYPICAL_BYTES = 256;

  private final SchemaRegistry registry;
  private final Schema published;
  private final DatumWriter<T> writer;
  private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();

  AvroSerializer(SchemaRegistry registry, Schema schema) {
    this.registry = registry;
    this.published =
        new Schema.Parser().parse(schema.toString().replace(JAVA_STRING, "\"string\""));
    this.writer = new SpecificDatumWriter<>(schema);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T record) {
    if (record == null) {
      return null;
    }
    var out = new ByteArrayOutputStream(TYPICAL_BYTES);
    writeId(idFor(topic), out);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer.write(record, encoder);
      encoder.flush();
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException e) {
      throw new SerializationException(
          "not a valid %s: %s".formatted(published.getName(), e.getMessage()), e);
    }
    return out.toByteArray();
  }

  private int idFor(String topic) {
    Integer known = idByTopic.get(topic);
    if (known != null) {
      return known;
    }
    int id = registry.idOf(topic + "-value", published);
    idByTopic.put(topic, id);
    return id;
  }

  private static void writeId(int id, ByteArrayOutputStream out) {
    out.write(WireFormat.ID_FOLLOWS);
    out.write(id >>> 24);
    out.write(id >>> 16);
    out.write(id >>> 8);
    out.write(id);
  }
}
