package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.LearnedProfile;
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

  /// Makes what was learned the next version.
  ProfileVersion add(
      String profileId,
      LearnedProfile learned,
      Arrivals arrivals,
      List<String> why,
      Instant publishedAt) {
    Optional<LearnedProfile> before = newest(profileId).map(ProfileVersion::learned);
    int number = newest(profileId).map(ProfileVersion::number).orElse(0);
    boolean definedAnew =
        before.filter(b -> !b.definitionHash().equals(learned.definitionHash())).isPresent();
    var next =
        new ProfileVersion(
            profileId,
            number + 1,
            publishedAt,
            new Cause(
                arrivals.won(),
                arrivals.lost(),
                arrivals.churned(),
                arrivals.corrected(),
                definedAnew,
                why),
            ProfileChange.between(before, number, learned, number + 1),
            learned);
    store.put(profileId, next);
    newest.put(profileId, Optional.of(next));
    return next;
  }
}
