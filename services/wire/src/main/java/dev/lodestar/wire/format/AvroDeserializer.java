package dev.lodestar.wire.format;

import static dev.lodestar.wire.format.WireFormat.GUID_FOLLOWS;
import static dev.lodestar.wire.format.WireFormat.HEADER;
import static dev.lodestar.wire.format.WireFormat.ID_FOLLOWS;

import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.registry.TrustedSchemas;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads what was written with any schema that the registry knows, as the schema it was made for.
///
/// Bytes that cannot be read lead to a [SerializationException] that says why, and to nothing else.
final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  static {
    TrustedSchemas.trust();
  }

  private static final int ID_BYTES = 1 + Integer.BYTES;
  private static final int GUID_BYTES = 1 + 2 * Long.BYTES;

  private final SchemaRegistry registry;
  private final Schema readerSchema;
  private final Map<Integer, DatumReader<T>> byId = new ConcurrentHashMap<>();
  private final Map<UUID, DatumReader<T>> byGuid = new ConcurrentHashMap<>();

  AvroDeserializer(SchemaRegistry registry, Schema readerSchema) {
    this.registry = registry;
    this.readerSchema = readerSchema;
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    return deserialize(topic, new RecordHeaders(), bytes);
  }

  @Override
  public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    Header named = headers.lastHeader(HEADER);
    if (named != null && named.value() != null) {
      return read(readerNamedBy(named.value()), bytes, 0);
    }
    if (bytes.length < ID_BYTES || bytes[0] != ID_FOLLOWS) {
      throw new SerializationException(
          bytes.length == 0
              ? "the value is empty"
              : "the value does not begin with 0x00 and a schema id, but with 0x%02x, and has %d bytes"
                  .formatted(bytes[0], bytes.length));
    }
    return read(readerOf(ByteBuffer.wrap(bytes).getInt(1)), bytes, ID_BYTES);
  }

  private DatumReader<T> readerNamedBy(byte[] header) {
    var id = ByteBuffer.wrap(header);
    if (header.length == GUID_BYTES && header[0] == GUID_FOLLOWS) {
      return readerOf(new UUID(id.getLong(1), id.getLong(1 + Long.BYTES)));
    }
    if (header.length == ID_BYTES && header[0] == ID_FOLLOWS) {
      return readerOf(id.getInt(1));
    }
    throw new SerializationException(
        "the header %s holds neither a schema id nor a GUID".formatted(HEADER));
  }

  private DatumReader<T> readerOf(int id) {
    DatumReader<T> known = byId.get(id);
    return known != null ? known : learn(byId, id, registry.schema(id));
  }

  private DatumReader<T> readerOf(UUID guid) {
    DatumReader<T> known = byGuid.get(guid);
    return known != null ? known : learn(byGuid, guid, registry.schema(guid));
  }

  private <K> DatumReader<T> learn(Map<K, DatumReader<T>> readers, K id, Optional<Schema> schema) {
    var writerSchema =
        schema.orElseThrow(
            () -> new SerializationException("the schema registry knows no schema " + id));
    var reader = new SpecificDatumReader<T>(writerSchema, readerSchema);
    DatumReader<T> first = readers.putIfAbsent(id, reader);
    return first != null ? first : reader;
  }

  private T read(DatumReader<T> reader, byte[] bytes, int from) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
    try {
      T record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new SerializationException(
            "bytes are left over after the %s".formatted(readerSchema.getName()));
      }
      return record;
    } catch (EOFException e) {
      throw new SerializationException(
          "the value ends before the %s does".formatted(readerSchema.getName()), e);
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException
        | ArithmeticException
        | java.time.DateTimeException
        | UnsupportedOperationException e) {
      // All that Avro's decoder is known to throw at malformed bytes.
      throw new SerializationException(
          "the value is not a %s: %s".formatted(readerSchema.getName(), e.getMessage()), e);
    }
  }
}
