package dev.lodestar.refinery.matching;

import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.Announcement.Defined;
import dev.lodestar.refinery.announcement.Announcement.Dropped;
import dev.lodestar.refinery.announcement.Announcement.Published;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The newest version of each profile that this task has heard of, ready to score with.
final class Newest {

  static final String STORE = "announcements";

  /// @param fitting of the version, prepared once for all accounts
  record Ready(ProfileVersion version, Fitting fitting) {

    static Ready of(ProfileVersion version) {
      return new Ready(
          version, new Fitting(version.learned().posterior(), version.learned().scale()));
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
    int known = of(news.profileId()).map(r -> r.version().number()).orElse(0);
    OptionalLong sweep =
        switch (news) {
          case Published(var version) when version.number() > known ->
              OptionalLong.of(2L * version.number());
          case Dropped _ when known > 0 -> OptionalLong.of(2L * known + 1);
          // What follows from a definition comes as a version.
          case Published _, Dropped _, Defined _ -> OptionalLong.empty();
        };
    if (sweep.isPresent()) {
      store.put(news.profileId(), news);
      take(news);
    }
    return sweep;
  }

  private void take(Announcement news) {
    switch (news) {
      case Published(var version) -> ready.put(version.profileId(), Ready.of(version));
      case Dropped(var profileId, _) -> ready.remove(profileId);
      case Defined _ -> {}
    }
  }
}
