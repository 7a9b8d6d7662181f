package dev.lodestar.query.identity;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What a compacted topic still holds of an account that was erased.
///
/// Records are taken in as the topic holds them. Of one key, everything before the erasure's own
/// record is a trace: before a tombstone, before a value as of the erasure, or older than that.
final class Traces {

  private final Instant erasedAt;
  private final Map<String, Key> keys = new HashMap<>();

  /// @param erasedAt the time of the records that the erasure led to
  Traces(Instant erasedAt) {
    this.erasedAt = erasedAt;
  }

  private static final class Key {
    private long before;
    private long since;
    private boolean serves;
  }

  void take(String key, Instant at, boolean isTombstone) {
    Key known = keys.computeIfAbsent(key, _ -> new Key());
    if (isTombstone || at.equals(erasedAt)) {
      known.before += known.since;
      known.since = 0;
      known.serves = false;
    } else if (at.isBefore(erasedAt)) {
      known.before++;
      known.serves = true;
    } else {
      known.since++;
      known.serves = false;
    }
  }

  /// Whether the latest value of a key tells of the time before the erasure.
  boolean serves() {
    return keys.values().stream().anyMatch(key -> key.serves);
  }

  /// Whether one who reads the topic from its beginning still gets something.
  boolean remain() {
    return keys.values().stream().anyMatch(key -> key.before > 0);
  }
}
