package dev.lodestar.refinery.refinement;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes version numbers for their store: a byte 1 for the layout, four ints and a long, in the
/// order of the record.
final class NumbersSerde implements Serde<Numbers> {

  private static final byte LAYOUT = 1;
  private static final int SIZE = 1 + 4 * Integer.BYTES + Long.BYTES;

  @Override
  public Serializer<Numbers> serializer() {
    return (topic, numbers) ->
        numbers == null
            ? null
            : ByteBuffer.allocate(SIZE)
                .put(LAYOUT)
                .putInt(numbers.last())
                .putInt(numbers.newest())
                .putInt(numbers.inForce())
                .putInt(numbers.before())
                .putLong(numbers.turn())
                .array();
  }

  @Override
  public Deserializer<Numbers> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      var in = ByteBuffer.wrap(bytes);
      if (bytes.length != SIZE || in.get() != LAYOUT) {
        throw new SerializationException("numbers of unknown layout: " + bytes[0]);
      }
      return new Numbers(in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getLong());
    };
  }
}
