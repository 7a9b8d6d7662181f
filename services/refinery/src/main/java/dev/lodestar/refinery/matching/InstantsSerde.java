package dev.lodestar.refinery.matching;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes times for their store: a byte 1 for the layout, then milliseconds since 1970 as eight
/// bytes each.
final class InstantsSerde implements Serde<List<Instant>> {

  private static final byte LAYOUT = 1;

  @Override
  public Serializer<List<Instant>> serializer() {
    return (topic, times) -> {
      if (times == null) {
        return null;
      }
      var out = ByteBuffer.allocate(1 + times.size() * Long.BYTES).put(LAYOUT);
      times.forEach(time -> out.putLong(time.toEpochMilli()));
      return out.array();
    };
  }

  @Override
  public Deserializer<List<Instant>> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      if (bytes.length % Long.BYTES != 1 || bytes[0] != LAYOUT) {
        throw new SerializationException("times of unknown layout");
      }
      var in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
      var times = new ArrayList<Instant>();
      while (in.hasRemaining()) {
        times.add(Instant.ofEpochMilli(in.getLong()));
      }
      return List.copyOf(times);
    };
  }
}
