package dev.lodestar.wire.translation;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/// Reads some attributes out of account views as they were written, and nothing else of them: a
/// list shows a few of many accounts, and an account's past is most of what its view holds.
///
/// Threads may share it.
public final class ViewedAttributes {

  /*
   * Avro has no index: what stands before a field must be read or skipped. The attributes stand third, behind the
   * account's id and the time, so that reading ends where they do.
   */
  private static final int HEADER = 1 + Integer.BYTES;
  private static final Schema SCHEMA = dev.lodestar.schemas.AccountView.getClassSchema();
  private static final List<Schema> KINDS =
      SCHEMA.getField("attributes").schema().getValueType().getTypes();

  private final SchemaRegistry registry;
  private final Map<Integer, Boolean> isOurs = new ConcurrentHashMap<>();

  public ViewedAttributes(SchemaRegistry registry) {
    this.registry = registry;
  }

  /// The attributes of these names that a view holds; empty if it was written with another schema
  /// than ours, and must be read in full.
  ///
  /// @param bytes a view without headers
  /// @throws SerializationException if the bytes are no view
  public Optional<Map<String, AttributeValue>> read(byte[] bytes, Set<String> names) {
    if (bytes.length < HEADER || bytes[0] != 0 || !isOurs(ByteBuffer.wrap(bytes).getInt(1))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          attributes(
              DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null),
              names));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("the value is not an AccountView: " + e.getMessage(), e);
    }
  }

  private boolean isOurs(int id) {
    return isOurs.computeIfAbsent(
        id,
        i -> registry.schema(i).filter(schema -> form(schema).equals(form(SCHEMA))).isPresent());
  }

  /// What decides about the bytes: without docs, defaults, and names of Java's types.
  private static String form(Schema schema) {
    return SchemaNormalization.toParsingForm(schema);
  }

  private static Map<String, AttributeValue> attributes(BinaryDecoder in, Set<String> names)
      throws IOException {
    Map<String, Object> values = new TreeMap<>();
    in.skipString(); // accountId
    in.readLong(); // asOf
    for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
      for (; left > 0; left--) {
        String name = in.readString();
        Schema kind = KINDS.get(in.readIndex());
        if (names.contains(name)) {
          values.put(name, value(in, kind));
        } else {
          skip(in, kind);
        }
      }
    }
    return AttributeValues.known(values);
  }

  private static Object value(BinaryDecoder in, Schema kind) throws IOException {
    return switch (kind.getType()) {
      case BOOLEAN -> in.readBoolean();
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case STRING -> in.readString();
      case ARRAY -> {
        List<String> items = new ArrayList<>();
        for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
          for (; left > 0; left--) {
            items.add(in.readString());
          }
        }
        yield items;
      }
      default -> throw new IllegalStateException("no kind of attribute: " + kind);
    };
  }

  private static void skip(BinaryDecoder in, Schema kind) throws IOException {
    switch (kind.getType()) {
      case STRING -> in.skipString();
      case ARRAY -> {
        for (long left = in.skipArray(); left != 0; left = in.skipArray()) {
          for (; left > 0; left--) {
            in.skipString();
          }
        }
      }
      default -> {
        Object _ = value(in, kind);
      }
    }
  }
}
