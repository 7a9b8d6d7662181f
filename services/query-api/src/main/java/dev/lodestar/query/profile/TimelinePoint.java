package dev.lodestar.query.profile;

import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.profile.Criterion;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileVersion;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a timeline needs of one version: its weights without what they were learned from, some
/// kilobytes where the version has a megabyte.
///
/// @param attributes by name
record TimelinePoint(
    int number,
    Instant publishedAt,
    Instant asOf,
    double averageLogOdds,
    Map<String, Weights> attributes) {

  private static final Weights NONE = new Weights(0, false, List.of());

  /// The weights of an attribute; none of one that the version does not know.
  Weights of(String attribute) {
    return attributes.getOrDefault(attribute, NONE);
  }

  /// The weights of one attribute.
  ///
  /// @param isCriterion whether people were told of it
  record Weights(double importance, boolean isCriterion, List<Level> levels) {}

  /// One level.
  ///
  /// @param name shared by the versions that have it
  record Level(String name, double weight, double standardError) {

    static Level of(LevelWeight level) {
      return new Level(level.label().intern(), level.weight(), level.standardError());
    }
  }

  static TimelinePoint of(ProfileVersion version) {
    LearnedProfile learned = version.learned();
    Set<String> told = new HashSet<>();
    learned.criteria().stream().map(Criterion::attribute).forEach(told::add);
    learned.disqualifiers().stream().map(Criterion::attribute).forEach(told::add);
    return new TimelinePoint(
        version.number(),
        version.publishedAt(),
        learned.asOf(),
        learned.posterior().averageLogOdds(),
        learned.posterior().attributes().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    a -> a.attribute().intern(), a -> weights(a, told.contains(a.attribute())))));
  }

  private static Weights weights(AttributeWeights attribute, boolean isCriterion) {
    return new Weights(
        attribute.importance(), isCriterion, attribute.levels().stream().map(Level::of).toList());
  }
}
