package dev.lodestar.refinery.refinement;

import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.wire.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// All versions of each profile, and which of them is in force.
final class Versions {

  static final String STORE = "versions";
  static final String NUMBERS = "numbers";

  private final KeyValueStore<String, ProfileVersion> store;
  private final KeyValueStore<String, Numbers> numbers;

  // Reading a version anew means decoding its covariance, up to a megabyte.
  private final Map<String, ProfileVersion> ready = new HashMap<>();

  Versions(KeyValueStore<String, ProfileVersion> store, KeyValueStore<String, Numbers> numbers) {
    this.store = store;
    this.numbers = numbers;
  }

  Numbers numbers(String profileId) {
    Numbers known = numbers.get(profileId);
    return known == null ? Numbers.NONE : known;
  }

  /// Empty also when the profile was taken back since.
  Optional<ProfileVersion> newest(String profileId) {
    return version(profileId, numbers(profileId).newest());
  }

  /// The version that accounts are scored under.
  Optional<ProfileVersion> inForce(String profileId) {
    return version(profileId, numbers(profileId).inForce());
  }

  Optional<ProfileVersion> version(String profileId, int number) {
    if (number == 0) {
      return Optional.empty();
    }
    String key = Topics.versionKey(profileId, number);
    ProfileVersion known = ready.get(key);
    if (known == null) {
      known = store.get(key);
    }
    keepReady(profileId, key, known);
    return Optional.ofNullable(known);
  }

  /// Makes a finding the next version, which is not in force yet.
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
    Numbers counted = numbers(profileId).added();
    int number = counted.newest();
    var change =
        previous.isPresent() || number == 1
            ? ProfileChange.following(previous, learned, cause, finding.shift())
            // Taken back meanwhile: it follows upon nothing, but no number is used twice.
            : ProfileChange.between(Optional.empty(), 0, learned, number);
    var next = new ProfileVersion(profileId, number, publishedAt, cause, change, learned);
    numbers.put(profileId, counted);
    store.put(Topics.versionKey(profileId, number), next);
    keepReady(profileId, Topics.versionKey(profileId, number), next);
    return next;
  }

  /// Puts a version in force that exists.
  void turnTo(String profileId, int number) {
    numbers.put(profileId, numbers(profileId).turnedTo(number));
  }

  /// The profile is no more; should it come back, its numbers go on.
  void forget(String profileId) {
    numbers.put(profileId, numbers(profileId).forgotten());
  }

  /// At most two versions of a profile are asked for again and again.
  private void keepReady(String profileId, String key, @Nullable ProfileVersion version) {
    Numbers known = numbers(profileId);
    ready
        .keySet()
        .removeIf(k ->
            k.startsWith(profileId + "/")
                && !k.equals(Topics.versionKey(profileId, known.newest()))
                && !k.equals(Topics.versionKey(profileId, known.inForce())));
    if (version != null) {
      ready.put(key, version);
    }
  }
}
