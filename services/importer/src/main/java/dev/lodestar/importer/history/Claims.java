package dev.lodestar.importer.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Which of several rows about the same thing counts, whatever order they stand in.
///
/// The one that happened last; of several at that time the one whose event ids are greatest, which
/// is arbitrary but the same on every import.
final class Claims {

  /// Where a row stands.
  record Place(int file, long row) {}

  /// @param repeats how many more rows say the same, by file
  private record Claim(
      Place place, Instant occurredAt, String content, Disposition as, Map<Integer, Long> repeats) {

    boolean yieldsTo(Claim other) {
      int later = other.occurredAt.compareTo(occurredAt);
      return later > 0 || (later == 0 && other.content.compareTo(content) > 0);
    }

    Claim repeated(int file) {
      var more = new HashMap<>(repeats);
      more.merge(file, 1L, Long::sum);
      return new Claim(place, occurredAt, content, as, more);
    }
  }

  // Identities may be long; their fingerprints are not.
  private record Fingerprint(long high, long low) {}

  private final Map<Fingerprint, Claim> claims = new HashMap<>();
  private final MessageDigest sha256;

  Claims() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Notes a row, and counts what became of it, and of a row that it replaces.
  void claim(Told.Events told, Place place, Tally tally) {
    if (told.identity().isEmpty()) {
      tally.add(place.file(), told.as());
      return;
    }
    int file = place.file();
    var claim = new Claim(place, told.occurredAt(), told.content(), told.as(), Map.of());
    Fingerprint of = fingerprint(told.identity());
    Claim held = claims.putIfAbsent(of, claim);
    if (held == null) {
      tally.add(file, told.as());
    } else if (held.content.equals(claim.content)) {
      claims.put(of, held.repeated(file));
      tally.add(file, Disposition.DUPLICATE);
    } else if (held.yieldsTo(claim)) {
      claims.put(of, claim);
      tally.move(held.place.file(), held.as, Disposition.SUPERSEDED, 1);
      held.repeats.forEach(
          (f, count) -> tally.move(f, Disposition.DUPLICATE, Disposition.SUPERSEDED, count));
      tally.add(file, told.as());
    } else {
      tally.add(file, Disposition.SUPERSEDED);
    }
  }

  /// Whether the row at this place is the one that counts.
  boolean counts(Told.Events told, Place place) {
    if (told.identity().isEmpty()) {
      return true;
    }
    Claim held = claims.get(fingerprint(told.identity()));
    return held != null && held.place.equals(place);
  }

  private Fingerprint fingerprint(String identity) {
    var bits = ByteBuffer.wrap(sha256.digest(identity.getBytes(StandardCharsets.UTF_8)));
    return new Fingerprint(bits.getLong(), bits.getLong());
  }
}
