package dev.lodestar.query.compare;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.core.comparison.Comparison;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.query.definition.Definitions;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.profile.Profiles;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Compares profiles by the deals that their scopes hold, one comparison at a time.
@Singleton
final class Comparisons {

  private static final int KEPT = 16;

  /// Fixed, so that the same question about the same deals has the same answer everywhere.
  private static final long SEED = 20_260_302;

  private final Definitions definitions;
  private final Profiles profiles;
  private final ObservedDeals deals;
  private final Cache<Asked, Comparison> answers = Caffeine.newBuilder().maximumSize(KEPT).build();

  Comparisons(Definitions definitions, Profiles profiles, ObservedDeals deals) {
    this.definitions = definitions;
    this.profiles = profiles;
    this.deals = deals;
  }

  private record Asked(SortedMap<String, Scope> scopes, Duration horizon, long changes) {}

  /// @throws Refusal if there is no such profile
  Comparison of(List<String> profileIds) {
    List<ProfileDefinition> candidates = profileIds.stream().map(this::definition).toList();
    SortedMap<String, Scope> scopes = new TreeMap<>();
    candidates.forEach(candidate -> scopes.put(candidate.profileId(), candidate.scope()));
    Duration horizon =
        candidates.stream()
            .map(candidate -> candidate.valuation().horizon())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Asked asked = new Asked(scopes, horizon, deals.changes());
    Comparison known = answers.getIfPresent(asked);
    return known != null ? known : compared(asked);
  }

  private synchronized Comparison compared(Asked asked) {
    return answers.get(
        asked,
        a -> Comparison.of(a.scopes(), deals.all(), a.horizon(), new SplittableRandom(SEED)));
  }

  private ProfileDefinition definition(String profileId) {
    return definitions
        .inForce(profileId)
        .orElseThrow(() -> {
          profiles.require(profileId);
          return Refusal.unknown(
              "definition", "Profile '" + profileId + "' is not defined any more.", List.of());
        });
  }
}
