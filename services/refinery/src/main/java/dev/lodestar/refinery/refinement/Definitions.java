package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.Announcement.Defined;
import dev.lodestar.refinery.announcement.Announcement.Dropped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The definitions in force, as they were last announced.
final class Definitions {

  static final String STORE = "definitions";

  private final KeyValueStore<String, Announcement> store;
  private final Map<String, Announcement> inForce = new HashMap<>();

  Definitions(KeyValueStore<String, Announcement> store) {
    this.store = store;
    try (KeyValueIterator<String, Announcement> all = store.all()) {
      all.forEachRemaining(entry -> inForce.put(entry.key, entry.value));
    }
  }

  /// Empty for a profile that was never defined or is no more; the default one always is.
  Optional<ProfileDefinition> of(String profileId) {
    return switch (inForce.get(profileId)) {
      case Defined(var definition, _) -> Optional.of(definition);
      case null, default ->
          profileId.equals(ProfileDefinition.DEFAULT_ID)
              ? Optional.of(ProfileDefinition.withDefaults(profileId))
              : Optional.empty();
    };
  }

  /// Counts the scopes the profile has had; 0 for the one that needs no telling, the default's own.
  long scopeNumber(String profileId) {
    return switch (inForce.get(profileId)) {
      case Defined(_, var number) -> number;
      case Dropped(_, var number) -> number;
      case null, default -> 0;
    };
  }

  /// Puts a definition in force; returns what is to be announced, if it differs from what was.
  ///
  /// @param definition null when it was taken back
  Optional<Announcement> put(String profileId, @Nullable ProfileDefinition definition) {
    Optional<ProfileDefinition> before = of(profileId);
    Optional<ProfileDefinition> after =
        Optional.ofNullable(definition)
            .or(() ->
                profileId.equals(ProfileDefinition.DEFAULT_ID)
                    ? Optional.of(ProfileDefinition.withDefaults(profileId))
                    : Optional.empty());
    if (before.equals(after)) {
      return Optional.empty();
    }
    Optional<Scope> scope = after.map(ProfileDefinition::scope);
    boolean sameScope = before.map(ProfileDefinition::scope).equals(scope);
    long number = scopeNumber(profileId) + (sameScope ? 0 : 1);
    Announcement news =
        after.isPresent() ? new Defined(after.get(), number) : new Dropped(profileId, number);
    inForce.put(profileId, news);
    store.put(profileId, news);
    return Optional.of(news);
  }
}
