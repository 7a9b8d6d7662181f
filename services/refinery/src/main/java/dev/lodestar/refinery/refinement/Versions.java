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

/// The newest version of each profile, and how many it has had.
final class Versions {

  static final String STORE = "versions";
  static final String NUMBERS = "numbers";

  private final KeyValueStore<String, ProfileVersion> store;
  private final KeyValueStore<String, Integer> numbers;

  // Reading a version anew means decoding its covariance, up to a megabyte.
  private final Map<String, Optional<ProfileVersion>> newest = new HashMap<>();

  Versions(KeyValueStore<String, ProfileVersion> store, KeyValueStore<String, Integer> numbers) {
    this.store = store;
    this.numbers = numbers;
  }

  Optional<ProfileVersion> newest(String profileId) {
    return newest.computeIfAbsent(profileId, id -> Optional.ofNullable(store.get(id)));
  }

  /// Makes a finding the next version.
  ProfileVersion add(String profileId, Finding finding, List<String> why, Instant publishedAt) {
    var previous = newest(profileId);
    var learned = finding.learned();
    var arrivals = previous.isPresent() ? finding.arrivals() : Arrivals.of(learned.totals());
    boolean definedAnew =
        previous
            .filter(v -> !v.learned().definitionHash().equals(learned.definitionHash()))
            .isPresent();
    boolean believesAnew =
        previous
            .filter(v -> !v.learned().hypothesesHash().equals(learned.hypothesesHash()))
            .isPresent();
    var cause =
        new Cause(
            arrivals.won(),
            arrivals.lost(),
            arrivals.churned(),
            arrivals.corrected(),
            definedAnew,
            believesAnew,
            why);
    Integer numbered = numbers.get(profileId);
    int number = numbered == null ? 1 : numbered + 1;
    var change =
        previous.isPresent() || number == 1
            ? ProfileChange.following(previous, learned, cause, finding.shift())
            // Taken back meanwhile: it follows upon nothing, but no number is used twice.
            : ProfileChange.between(Optional.empty(), 0, learned, number);
    var next = new ProfileVersion(profileId, number, publishedAt, cause, change, learned);
    numbers.put(profileId, number);
    store.put(profileId, next);
    newest.put(profileId, Optional.of(next));
    return next;
  }

  /// The profile is no more; should it come back, its numbers go on.
  void forget(String profileId) {
    store.delete(profileId);
    newest.remove(profileId);
  }
}
