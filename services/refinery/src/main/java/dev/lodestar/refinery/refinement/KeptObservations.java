package dev.lodestar.refinery.refinement;

import dev.lodestar.core.observation.Observation;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The store of observations, profile by profile.
///
/// Keys are the profile's id, a slash, and the observation's id. Profile ids contain no slash, so a
/// profile's keys are those that begin with its own prefix, and no others.
record KeptObservations(KeyValueStore<String, Observation> store) {

  static final String STORE = "observations";

  Optional<Observation> find(String profileId, String observationId) {
    return Optional.ofNullable(store.get(prefix(profileId) + observationId));
  }

  /// Keeps what is known of a deal now; returns what was known before.
  Optional<Observation> replace(String profileId, String observationId, @Nullable Observation now) {
    String key = prefix(profileId) + observationId;
    Observation before = store.get(key);
    if (now != null && !now.equals(before)) {
      store.put(key, now);
    } else if (now == null && before != null) {
      store.delete(key);
    }
    return Optional.ofNullable(before);
  }

  void forEach(String profileId, Consumer<Observation> visitor) {
    try (KeyValueIterator<String, Observation> all = of(profileId)) {
      all.forEachRemaining(entry -> visitor.accept(entry.value));
    }
  }

  /// Keeps only what `stays` is true of.
  void retain(String profileId, Predicate<Observation> stays) {
    var gone = new ArrayList<String>();
    try (KeyValueIterator<String, Observation> all = of(profileId)) {
      while (all.hasNext()) {
        KeyValue<String, Observation> entry = all.next();
        if (!stays.test(entry.value)) {
          gone.add(entry.key);
        }
      }
    }
    gone.forEach(store::delete);
  }

  private KeyValueIterator<String, Observation> of(String profileId) {
    return store.prefixScan(prefix(profileId), new StringSerializer());
  }

  private static String prefix(String profileId) {
    return profileId + "/";
  }
}
