package dev.lodestar.core.definition;

import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.observation.Valuation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a profile is about: which deals count, how attributes are read, what is believed, and what
/// "ideal" means.
///
/// @param attributes rules by attribute name; an attribute without one is discovered
/// @param behaviours which engagement summaries count as attributes, out of [Behaviours#ALL]
/// @param halfLife after which evidence weighs half; absent: all evidence weighs the same
public record ProfileDefinition(
    String profileId,
    Kind kind,
    Scope scope,
    SortedMap<String, AttributeRule> attributes,
    SortedSet<String> behaviours,
    List<Hypothesis> hypotheses,
    Valuation valuation,
    Optional<Duration> halfLife,
    TierShares tiers,
    Publication publication) {

  /// The profile that exists without anybody defining one.
  public static final String DEFAULT_ID = "default";

  /// What the id of a draft ends in; no other id holds a tilde.
  private static final String DRAFT = "~draft";

  private static final java.util.regex.Pattern ID =
      java.util.regex.Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}(" + DRAFT + ")?");

  public ProfileDefinition {
    if (!ID.matcher(profileId).matches()) {
      throw new IllegalArgumentException(
          "profile id must match " + ID.pattern() + ": " + profileId);
    }
    halfLife.ifPresent(h -> {
      if (!h.isPositive()) {
        throw new IllegalArgumentException("half-life must be positive: " + h);
      }
    });
    for (String behaviour : behaviours) {
      if (!Behaviours.ALL.contains(behaviour)) {
        throw new IllegalArgumentException(
            "unknown behaviour: " + behaviour + "; known are " + Behaviours.ALL);
      }
    }
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    behaviours = Collections.unmodifiableSortedSet(new TreeSet<>(behaviours));
    hypotheses = List.copyOf(hypotheses);
  }

  /// A definition in which everything has its default.
  public static ProfileDefinition withDefaults(String profileId) {
    return new ProfileDefinition(
        profileId,
        Kind.COMPANY,
        Scope.ALL,
        new TreeMap<>(),
        Collections.unmodifiableSortedSet(new TreeSet<>(Set.copyOf(Behaviours.DEFAULT))),
        List.of(),
        Valuation.DEFAULT,
        Optional.empty(),
        TierShares.DEFAULT,
        Publication.DEFAULT);
  }

  /// The id under which a changed definition of a profile is tried before it is put in force: it is
  /// learned from the same deals as any other, but nobody is told of it, and no account is scored.
  public static String draftOf(String profileId) {
    return profileId + DRAFT;
  }

  public static boolean isDraft(String profileId) {
    return profileId.endsWith(DRAFT);
  }

  /// The same definition of another profile.
  public ProfileDefinition of(String otherProfileId) {
    return new ProfileDefinition(
        otherProfileId,
        kind,
        scope,
        attributes,
        behaviours,
        hypotheses,
        valuation,
        halfLife,
        tiers,
        publication);
  }

  /// The same definition with other rules for attributes.
  public ProfileDefinition withAttributes(SortedMap<String, AttributeRule> rules) {
    return new ProfileDefinition(
        profileId,
        kind,
        scope,
        rules,
        behaviours,
        hypotheses,
        valuation,
        halfLife,
        tiers,
        publication);
  }

  public AttributeRule ruleFor(String attribute) {
    if (Behaviours.ALL.contains(attribute) && !behaviours.contains(attribute)) {
      return new AttributeRule.Ignored();
    }
    return attributes.getOrDefault(attribute, new AttributeRule.Discovered());
  }

  /// Whether customers are companies or persons: chooses the words, never the numbers.
  public enum Kind {
    COMPANY,
    PERSON
  }
}
