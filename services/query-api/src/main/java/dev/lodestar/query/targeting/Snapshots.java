package dev.lodestar.query.targeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The target lists that somebody is reading page by page, kept while they do.
///
/// A restart forgets them, and other instances do not know them: the reading then goes on by its
/// place in the list as it is.
@Singleton
final class Snapshots {

  /// How long a reader may take between two pages.
  private static final Duration FOR = Duration.ofMinutes(5);

  // Snapshots share what did not move between them, but during a sweep that is little.
  private static final int KEPT = 64;

  private static final Duration SAME_MOMENT = Duration.ofMinutes(1);

  private final Cache<String, Snapshot> kept =
      Caffeine.newBuilder().maximumSize(KEPT).expireAfterAccess(FOR).build();
  private final Map<String, Snapshot> latest = new ConcurrentHashMap<>();

  /// A profile's list as it is; the one taken last, if nothing has moved within a minute.
  Snapshot take(String profileId, TargetList list, Instant now) {
    Snapshot known = latest.get(profileId);
    if (known != null
        && known.list() == list
        && now.isBefore(known.at().plus(SAME_MOMENT))
        && !now.isBefore(known.at())) {
      return known;
    }
    Snapshot taken = taken(profileId, list, now, Optional.empty());
    latest.put(profileId, taken);
    return taken;
  }

  /// A profile's list as it was.
  Snapshot takeOf(String profileId, TargetList list, Instant time) {
    return taken(profileId, list, time, Optional.of(time));
  }

  /// Keeps one that will be asked for by its id.
  void keep(Snapshot snapshot) {
    kept.put(snapshot.id(), snapshot);
  }

  Optional<Snapshot> of(String id) {
    return Optional.ofNullable(kept.getIfPresent(id));
  }

  private static Snapshot taken(
      String profileId, TargetList list, Instant at, Optional<Instant> asOf) {
    return new Snapshot(UUID.randomUUID().toString(), profileId, list, at, asOf);
  }
}
