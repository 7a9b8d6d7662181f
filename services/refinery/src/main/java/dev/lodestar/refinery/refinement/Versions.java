package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// The newest version of each profile.
final class Versions {

  static final String STORE = "versions";

  private final KeyValueStore<String, ProfileVersion> store;

  // Reading a version anew means decoding its covariance, up to a megabyte.
  private final Map<String, Optional<ProfileVersion>> newest = new HashMap<>();

  Versions(KeyValueStore<String, ProfileVersion> store) {
    this.store = store;
  }

  Optional<ProfileVersion> newest(String profileId) {
    return newest.computeIfAbsent(profileId, id -> Optional.ofNullable(store.get(id)));
  }

  /// Makes a finding the next version.
  ProfileVersion add(String profileId, Finding finding, List<String> why, Instant publishedAt) {
    var previous = newest(profileId);
    var learned = finding.learned();
    var arrivals = finding.arrivals();
    boolean definedAnew =
        previous
            .filter(v -> !v.learned().definitionHash().equals(learned.definitionHash()))
            .isPresent();
    var cause =
        new Cause(
            arrivals.won(),
            arrivals.lost(),
            arrivals.churned(),
            arrivals.corrected(),
            definedAnew,
            why);
    var next =
        new ProfileVersion(
            profileId,
            previous.map(ProfileVersion::number).orElse(0) + 1,
            publishedAt,
            cause,
            ProfileChange.following(previous, learned, cause, finding.shift()),
            learned);
    store.put(profileId, next);
    newest.put(profileId, Optional.of(next));
    return next;
  }
}
