package dev.lodestar.refinery.walk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.profile.Rescoring;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes cursors: a byte 2 for the layout, the number as eight bytes, a byte 1 if the walk is
/// finished or else 0, the tally's three numbers as eight bytes each, the account in UTF-8.
public final class CursorSerde implements Serde<Cursor> {

  private static final byte LAYOUT = 2;
  private static final int FINISHED = 1 + Long.BYTES;
  private static final int HEAD = FINISHED + 1 + 3 * Long.BYTES;

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
          .putLong(cursor.tally().accounts())
          .putLong(cursor.tally().up())
          .putLong(cursor.tally().down())
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
      var numbers = ByteBuffer.wrap(bytes, FINISHED + 1, 3 * Long.BYTES);
      return new Cursor(
          ByteBuffer.wrap(bytes, 1, Long.BYTES).getLong(),
          new String(bytes, HEAD, bytes.length - HEAD, UTF_8),
          bytes[FINISHED] == 1,
          new Rescoring(numbers.getLong(), numbers.getLong(), numbers.getLong()));
    };
  }
}
