package dev.lodestar.refinery.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.account.Candidacy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes candidacies for their store: a byte 2 for the layout, then of each the milliseconds since
/// 1970 as eight bytes, and profile and account, each as its length in four bytes and in UTF-8.
final class CandidaciesSerde implements Serde<SortedSet<Candidacy>> {

  private static final byte LAYOUT = 2;

  @Override
  public Serializer<SortedSet<Candidacy>> serializer() {
    return (topic, candidacies) -> {
      if (candidacies == null) {
        return null;
      }
      var parts = candidacies.stream().map(CandidaciesSerde::bytes).toList();
      var out = ByteBuffer.allocate(1 + parts.stream().mapToInt(part -> part.length).sum());
      out.put(LAYOUT);
      parts.forEach(out::put);
      return out.array();
    };
  }

  @Override
  public Deserializer<SortedSet<Candidacy>> deserializer() {
    return (topic, bytes) -> {
      if (bytes == null) {
        return null;
      }
      if (bytes[0] != LAYOUT) {
        throw new SerializationException("candidacies of unknown layout: " + bytes[0]);
      }
      var in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
      var candidacies = new TreeSet<Candidacy>();
      while (in.hasRemaining()) {
        Instant at = Instant.ofEpochMilli(in.getLong());
        String profileId = text(in);
        candidacies.add(new Candidacy(text(in), profileId, at));
      }
      return candidacies;
    };
  }

  private static byte[] bytes(Candidacy candidacy) {
    byte[] profileId = candidacy.profileId().getBytes(UTF_8);
    byte[] accountId = candidacy.accountId().getBytes(UTF_8);
    return ByteBuffer.allocate(
            Long.BYTES + Integer.BYTES + profileId.length + Integer.BYTES + accountId.length)
        .putLong(candidacy.at().toEpochMilli())
        .putInt(profileId.length)
        .put(profileId)
        .putInt(accountId.length)
        .put(accountId)
        .array();
  }

  private static String text(ByteBuffer in) {
    var bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
