package dev.lodestar.refinery.matching;

import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.Announcement.Defined;
import dev.lodestar.refinery.announcement.Announcement.Dropped;
import dev.lodestar.refinery.announcement.Announcement.PolicySet;
import dev.lodestar.refinery.announcement.Announcement.Published;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The version of each profile that is in force, as far as this task has heard, ready to score
/// with.
final class Newest {

  static final String STORE = "announcements";

  /// @param fitting of the version, prepared once for all accounts
  /// @param turn in which it came into force
  record Ready(ProfileVersion version, Fitting fitting, long turn) {

    static Ready of(ProfileVersion version, long turn) {
      return new Ready(
          version, new Fitting(version.learned().posterior(), version.learned().scale()), turn);
    }
  }

  private final KeyValueStore<String, Announcement> store;
  private final SortedMap<String, Ready> ready = new TreeMap<>();

  Newest(KeyValueStore<String, Announcement> store) {
    this.store = store;
    try (KeyValueIterator<String, Announcement> all = store.all()) {
      all.forEachRemaining(entry -> take(entry.value));
    }
  }

  Collection<Ready> versions() {
    return ready.values();
  }

  Optional<Ready> of(String profileId) {
    return Optional.ofNullable(ready.get(profileId));
  }

  /// Takes up news.
  ///
  /// @return the number of the sweep it calls for: later news of a profile, higher number
  OptionalLong hear(Announcement news) {
    long known = of(news.profileId()).map(Ready::turn).orElse(0L);
    OptionalLong sweep =
        switch (news) {
          case Published(_, var turn) when turn > known -> OptionalLong.of(2 * turn);
          case Dropped _ when known > 0 -> OptionalLong.of(2 * known + 1);
          // What follows from a definition comes as a version.
          case Published _, Dropped _, Defined _, PolicySet _ -> OptionalLong.empty();
        };
    if (sweep.isPresent()) {
      store.put(news.profileId(), news);
      take(news);
    }
    return sweep;
  }

  private void take(Announcement news) {
    switch (news) {
      case Published(var version, var turn) ->
          ready.put(version.profileId(), Ready.of(version, turn));
      case Dropped(var profileId, _) -> ready.remove(profileId);
      case Defined _, PolicySet _ -> {}
    }
  }
}
