package dev.lodestar.refinery.refinement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.observation.Observation;
import dev.lodestar.refinery.refinement.Told.ByLedger;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.ToldAll;
import dev.lodestar.refinery.refinement.Told.Withdrawn;
import java.nio.ByteBuffer;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes what the ledgers tell, for the topic between the two.
///
/// What people tell has come by its own topics and is never written here.
final class ToldSerde implements Serde<Told> {

  /*
   * layout   byte  2
   * kind     byte  1 observed, 2 withdrawn, 3 told all
   * rest     how many observations it is instead of (int), of each the id as its length (int) and UTF-8, and the
   *          observation as its store holds it; the observation's id in UTF-8; scope number (long) and partition (int)
   */
  private static final byte LAYOUT = 2;
  private static final byte OBSERVED = 1;
  private static final byte WITHDRAWN = 2;
  private static final byte TOLD_ALL = 3;
  private static final int HEAD = 2;

  private final Serde<Observation> observation;

  ToldSerde(Serde<Observation> observation) {
    this.observation = observation;
  }

  @Override
  public Serializer<Told> serializer() {
    return (topic, told) ->
        switch (told) {
          case null -> null;
          case Observed(var observed, var insteadOf) ->
              bytes(
                  OBSERVED,
                  observed(insteadOf, observation.serializer().serialize(topic, observed)));
          case Withdrawn(var id) -> bytes(WITHDRAWN, id.getBytes(UTF_8));
          case ToldAll(var scope, var partition) ->
              bytes(
                  TOLD_ALL,
                  ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                      .putLong(scope)
                      .putInt(partition)
                      .array());
          case Told.Defined _, Told.Asked _, Told.Pinned _, Told.Ruled _, Told.Rescored _ ->
              throw new IllegalArgumentException("not told by a ledger: " + told);
        };
  }

  @Override
  public Deserializer<Told> deserializer() {
    return (topic, bytes) -> bytes == null ? null : told(topic, bytes);
  }

  private ByLedger told(String topic, byte[] bytes) {
    if (bytes.length < HEAD || bytes[0] != LAYOUT) {
      throw new SerializationException("told in an unknown layout");
    }
    var rest = new byte[bytes.length - HEAD];
    System.arraycopy(bytes, HEAD, rest, 0, rest.length);
    return switch (bytes[1]) {
      case OBSERVED -> observed(topic, ByteBuffer.wrap(rest));
      case WITHDRAWN -> new Withdrawn(new String(rest, UTF_8));
      case TOLD_ALL -> {
        var numbers = ByteBuffer.wrap(rest);
        yield new ToldAll(numbers.getLong(), numbers.getInt());
      }
      default -> throw new SerializationException("told is of unknown kind: " + bytes[1]);
    };
  }

  private static byte[] observed(SortedSet<String> insteadOf, byte[] observation) {
    var ids = insteadOf.stream().map(id -> id.getBytes(UTF_8)).toList();
    int length = ids.stream().mapToInt(id -> Integer.BYTES + id.length).sum();
    var out = ByteBuffer.allocate(Integer.BYTES + length + observation.length);
    out.putInt(ids.size());
    ids.forEach(id -> out.putInt(id.length).put(id));
    return out.put(observation).array();
  }

  private Observed observed(String topic, ByteBuffer in) {
    var insteadOf = new TreeSet<String>();
    for (int left = in.getInt(); left > 0; left--) {
      insteadOf.add(new String(taken(in, in.getInt()), UTF_8));
    }
    byte[] observed = taken(in, in.remaining());
    return new Observed(observation.deserializer().deserialize(topic, observed), insteadOf);
  }

  private static byte[] taken(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] bytes(byte kind, byte[] rest) {
    return ByteBuffer.allocate(HEAD + rest.length).put(LAYOUT).put(kind).put(rest).array();
  }
}
