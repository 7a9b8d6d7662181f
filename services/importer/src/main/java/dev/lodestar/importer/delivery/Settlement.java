package dev.lodestar.importer.delivery;

import java.time.Instant;
import java.util.List;

/// What became of profiles after a history was sent.
public sealed interface Settlement {

  /// All of them have learned from it.
  ///
  /// @param profiles those that are published
  /// @param silent those that gave no sign in time
  record Published(List<Profile> profiles, List<String> silent) implements Settlement {

    public Published {
      profiles = List.copyOf(profiles);
      silent = List.copyOf(silent);
    }
  }

  /// The newest version of a profile.
  record Profile(String profileId, int version, Instant asOf, int criteria) {}

  /// Nobody is there to learn from it; it will be learned from once somebody is.
  record NobodyThere(String applicationId) implements Settlement {}

  /// The refinery stopped moving.
  record Stuck(long behind) implements Settlement {}

  /// Hears how far the refinery is behind.
  interface Watcher {
    void behind(long records);
  }
}
