package dev.lodestar.query.fit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.core.comparison.DealCharacter;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.Disqualification;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.compare.ObservedDeals;
import dev.lodestar.query.definition.Definitions;
import dev.lodestar.query.profile.PublishedVersion;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What rules accounts out under a version, and why: how such deals turned out, as the version
/// counted them, and what they brought, as the deals known now tell.
@Singleton
final class Disqualifiers {

  private static final int KEPT = 64;

  // Deals that come in change averages by little, and reading all of them takes a while.
  private static final Duration FOR = Duration.ofSeconds(30);

  private final Definitions definitions;
  private final ObservedDeals deals;
  private final Cache<PublishedVersion, List<DisqualifiedBy>> known =
      Caffeine.newBuilder().maximumSize(KEPT).weakKeys().expireAfterWrite(FOR).build();

  Disqualifiers(Definitions definitions, ObservedDeals deals) {
    this.definitions = definitions;
    this.deals = deals;
  }

  /// Most important first.
  List<DisqualifiedBy> of(PublishedVersion under) {
    return known.get(under, this::explained);
  }

  /// Whether they can be told without reading all deals.
  boolean areReady(PublishedVersion under) {
    return known.getIfPresent(under) != null;
  }

  /// Those that somebody meets.
  List<DisqualifiedBy> met(PublishedVersion under, Fit fit) {
    // By whoever asks first, ruled out or not, so that they are ready for others.
    List<DisqualifiedBy> all = of(under);
    List<String> met = under.disqualifications(fit).stream().map(Disqualification::words).toList();
    return met.isEmpty() ? List.of() : all.stream().filter(d -> met.contains(d.words())).toList();
  }

  private List<DisqualifiedBy> explained(PublishedVersion under) {
    LearnedProfile learned = under.version().learned();
    List<Disqualification> all = Disqualification.of(learned);
    if (all.isEmpty()) {
      return List.of();
    }
    ProfileDefinition definition =
        definitions
            .inForce(under.version().profileId())
            .orElseGet(() -> ProfileDefinition.withDefaults(under.version().profileId()));
    List<Observation> counted = deals.all().stream().filter(definition.scope()::contains).toList();
    return all.stream()
        .map(d ->
            DisqualifiedBy.of(
                d,
                d.because()
                    + character(learned, d, counted, definition.valuation().horizon())
                        .map(words -> ": " + words)
                        .orElse("")))
        .toList();
  }

  private static Optional<String> character(
      LearnedProfile learned,
      Disqualification disqualification,
      List<Observation> counted,
      Duration horizon) {
    return learned.posterior().attributes().stream()
        .filter(a -> a.attribute().equals(disqualification.attribute()))
        .findFirst()
        .flatMap(attribute ->
            DealCharacter.of(counted, deal -> isOf(deal, attribute, disqualification), horizon));
  }

  private static boolean isOf(
      Observation deal, AttributeWeights attribute, Disqualification disqualification) {
    Reading reading = attribute.reading();
    List<String> labels = reading.labels();
    return reading
        .levelsOf(attribute.attribute(), deal.attributes())
        .filter(levels ->
            Arrays.stream(levels)
                .anyMatch(level -> disqualification.levels().contains(labels.get(level))))
        .isPresent();
  }
}
