package dev.lodestar.refinery.walk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes cursors: a byte 1 for the layout, the number as eight bytes, a byte 1 if the walk is
/// finished or else 0, the account in UTF-8.
public final class CursorSerde implements Serde<Cursor> {

  private static final byte LAYOUT = 1;
  private static final int HEAD = 1 + Long.BYTES + 1;

  @Override
  public Serializer<Cursor> serializer() {
    return (topic, cursor) -> {
      if (cursor == null) {
        return null;
      }
      byte[] last = cursor.last().getBytes(UTF_8);
      return ByteBuffer.allocate(HEAD + last.length)
          .put(LAYOUT)
          .putLong(cursor.number())
          .put((byte) (cursor.finished() ? 1 : 0))
          .put(last)
          .array();
    };
  }

  @Override
  public Deserializer<Cursor> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      if (bytes[0] != LAYOUT) {
        throw new SerializationException("cursor of unknown layout: " + bytes[0]);
      }
      return new Cursor(
          ByteBuffer.wrap(bytes, 1, Long.BYTES).getLong(),
          new String(bytes, HEAD, bytes.length - HEAD, UTF_8),
          bytes[HEAD - 1] == 1);
    };
  }
}
