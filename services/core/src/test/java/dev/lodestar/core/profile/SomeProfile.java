package dev.lodestar.core.profile;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.SomePosterior;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A profile made by hand, about which everything can be worked out on paper.
public final class SomeProfile {

  static final Instant AS_OF = Instant.parse("2026-03-14T15:09:26Z");

  static final EvidenceTotals TOTALS = new EvidenceTotals(1240, 520, 720, 61, 500, 430.4);

  /// logit(42%).
  static final double AVERAGE = -0.322773;

  private SomeProfile() {}

  static AttributeWeights employees(double middle) {
    return attribute(
        "employees",
        new Reading.Ordered(List.of(10.0, 50.0, 1000.0), true),
        0.5,
        level("<10", -0.7, 0.1, 0.2),
        level("10–49", -0.2, 0.2, 0.2),
        level("50–999", middle, 0.1, 0.4),
        level("1000+", 0.1, 0.3, 0.2));
  }

  static AttributeWeights industry() {
    return attribute(
        "industry",
        new Reading.Nominal(List.of("finance", "health", "mining", "retail"), true),
        0.4,
        level("finance", 0.3, 0.1, 0.25),
        level("health", 0.5, 0.1, 0.25),
        level("mining", -0.6, 0.2, 0.2),
        level("retail", 0.4, 0.1, 0.25),
        level("other", -0.9, 0.3, 0.05));
  }

  static AttributeWeights technologies() {
    return attribute(
        "technologies",
        new Reading.Tagged(List.of("cobol", "kafka"), false),
        0.35,
        level("cobol", -0.1, 0.2, 0.1),
        level("kafka", 0.9, 0.15, 0.3));
  }

  static AttributeWeights stage(double preSeed) {
    return attribute(
        "stage",
        new Reading.Nominal(List.of("pre-seed", "seed"), false),
        0.7,
        level("pre-seed", preSeed, 0.2, 0.2),
        level("seed", -preSeed / 4, 0.05, 0.8));
  }

  static AttributeWeights region() {
    return doubtful(
        attribute(
            "region",
            new Reading.Nominal(List.of("asia", "europe"), false),
            0.01,
            level("asia", 0.01, 0.1, 0.5),
            level("europe", -0.01, 0.1, 0.5)),
        0.7);
  }

  /// Everything that can be said, but for the words.
  static LearnedProfile full() {
    return of(AVERAGE, employees(0.6), industry(), region(), stage(-1.5), technologies());
  }

  static LearnedProfile of(double average, AttributeWeights... attributes) {
    return of(SomePosterior.independent(average, attributes));
  }

  static LearnedProfile of(Posterior posterior) {
    var criteria = new Criteria(posterior);
    return new LearnedProfile(
        DefinitionHash.of(ProfileDefinition.withDefaults("default")),
        DefinitionHash.ofHypotheses(ProfileDefinition.withDefaults("default")),
        AS_OF,
        TOTALS,
        Optional.of(Duration.ofDays(180)),
        posterior,
        List.of(),
        new FitScale(List.of(), 0.6, 0.45, 0.3),
        criteria.criteria(),
        criteria.disqualifiers(),
        Quality.NONE,
        "");
  }

  static AttributeWeights attribute(
      String name, Reading reading, double importance, LevelWeight... levels) {
    return new AttributeWeights(name, reading, List.of(levels), 0.5, 0.0001, 8, importance);
  }

  static AttributeWeights doubtful(AttributeWeights sure, double pValue) {
    return new AttributeWeights(
        sure.attribute(),
        sure.reading(),
        sure.levels(),
        sure.spread(),
        pValue,
        sure.logBayesFactor(),
        sure.importance());
  }

  static LevelWeight level(String label, double weight, double standardError, double share) {
    return new LevelWeight(label, weight, standardError, share, Math.round(1000 * share), 400);
  }
}
