package dev.lodestar.wire.translation;

import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.ProfileDefinition.Kind;
import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.observation.Valuation;
import dev.lodestar.schemas.AttributeReading;
import dev.lodestar.schemas.Direction;
import dev.lodestar.schemas.ProfileKind;
import dev.lodestar.schemas.ScopeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Definitions of profiles, as the `profile-definitions` topic holds them.
public final class ProfileDefinitions {

  private ProfileDefinitions() {}

  public static dev.lodestar.schemas.ProfileDefinition toAvro(ProfileDefinition definition) {
    var valuation = definition.valuation();
    var tiers = definition.tiers();
    var publication = definition.publication();
    return dev.lodestar.schemas.ProfileDefinition.newBuilder()
        .setProfileId(definition.profileId())
        .setKind(
            switch (definition.kind()) {
              case COMPANY -> ProfileKind.COMPANY;
              case PERSON -> ProfileKind.PERSON;
            })
        .setScope(values(definition.scope()))
        .setScopeRanges(ranges(definition.scope()))
        .setAttributes(
            definition.attributes().entrySet().stream()
                .map(rule -> toAvro(rule.getKey(), rule.getValue()))
                .toList())
        .setBehaviours(List.copyOf(definition.behaviours()))
        .setHypotheses(definition.hypotheses().stream().map(ProfileDefinitions::toAvro).toList())
        .setHorizonMs(valuation.horizon().toMillis())
        .setTargetValue(Optionals.orNull(valuation.targetValue()))
        .setHalfLifeMs(Optionals.millisOrNull(definition.halfLife()))
        .setTierA(tiers.a())
        .setTierB(tiers.b())
        .setTierC(tiers.c())
        .setMinimumIntervalMs(publication.minimumInterval().toMillis())
        .setWeightFloor(publication.weightFloor())
        .setTierShare(publication.tierShare())
        .build();
  }

  public static ProfileDefinition toDomain(dev.lodestar.schemas.ProfileDefinition avro) {
    var rules = new TreeMap<String, AttributeRule>();
    for (var rule : avro.getAttributes()) {
      if (rules.put(rule.getAttribute(), toDomain(rule)) != null) {
        throw new IllegalArgumentException("two rules for attribute " + rule.getAttribute());
      }
    }
    return new ProfileDefinition(
        avro.getProfileId(),
        switch (avro.getKind()) {
          case COMPANY -> Kind.COMPANY;
          case PERSON -> Kind.PERSON;
          case UNKNOWN -> throw Unknown.symbol("kind");
        },
        scope(avro),
        rules,
        new TreeSet<>(avro.getBehaviours()),
        avro.getHypotheses().stream().map(ProfileDefinitions::toDomain).toList(),
        new Valuation(
            Duration.ofMillis(avro.getHorizonMs()), Optionals.number(avro.getTargetValue())),
        Optionals.millis(avro.getHalfLifeMs()),
        new TierShares(avro.getTierA(), avro.getTierB(), avro.getTierC()),
        new Publication(
            Duration.ofMillis(avro.getMinimumIntervalMs()),
            avro.getWeightFloor(),
            avro.getTierShare()));
  }

  private static Map<String, List<String>> values(Scope scope) {
    var avro = new LinkedHashMap<String, List<String>>();
    scope
        .bounds()
        .forEach((attribute, bounds) -> {
          if (bounds instanceof Scope.OneOf(var allowed)) {
            avro.put(attribute, new ArrayList<>(allowed));
          }
        });
    return avro;
  }

  private static Map<String, ScopeRange> ranges(Scope scope) {
    var avro = new LinkedHashMap<String, ScopeRange>();
    scope
        .bounds()
        .forEach((attribute, bounds) -> {
          if (bounds instanceof Scope.Range range) {
            avro.put(attribute, toAvro(range));
          }
        });
    return avro;
  }

  private static ScopeRange toAvro(Scope.Range range) {
    boolean hasLow = !Double.isInfinite(range.low());
    boolean hasHigh = !Double.isInfinite(range.high());
    return new ScopeRange(
        hasLow && range.lowIncluded() ? range.low() : null,
        hasLow && !range.lowIncluded() ? range.low() : null,
        hasHigh && range.highIncluded() ? range.high() : null,
        hasHigh && !range.highIncluded() ? range.high() : null);
  }

  private static Scope scope(dev.lodestar.schemas.ProfileDefinition avro) {
    var bounds = new TreeMap<String, Scope.Bounds>();
    avro.getScope()
        .forEach(
            (attribute, allowed) -> bounds.put(attribute, new Scope.OneOf(new TreeSet<>(allowed))));
    avro.getScopeRanges()
        .forEach((attribute, range) -> {
          if (bounds.put(attribute, toDomain(range)) != null) {
            throw new IllegalArgumentException("scope of " + attribute + " by values and by range");
          }
        });
    return new Scope(bounds);
  }

  private static Scope.Range toDomain(ScopeRange avro) {
    Double from = avro.getFrom();
    Double above = avro.getAbove();
    Double to = avro.getTo();
    Double below = avro.getBelow();
    if ((from != null && above != null) || (to != null && below != null)) {
      throw new IllegalArgumentException("a range with two ends on one side: " + avro);
    }
    return new Scope.Range(
        from != null ? from : above != null ? above : Double.NEGATIVE_INFINITY,
        from != null,
        to != null ? to : below != null ? below : Double.POSITIVE_INFINITY,
        to != null);
  }

  private static dev.lodestar.schemas.AttributeRule toAvro(String attribute, AttributeRule rule) {
    return new dev.lodestar.schemas.AttributeRule(
        attribute,
        switch (rule) {
          case AttributeRule.Discovered() -> AttributeReading.DISCOVERED;
          case AttributeRule.Nominal() -> AttributeReading.NOMINAL;
          case AttributeRule.Ordered _ -> AttributeReading.ORDERED;
          case AttributeRule.Tagged() -> AttributeReading.TAGGED;
          case AttributeRule.Ignored() -> AttributeReading.IGNORED;
        },
        rule instanceof AttributeRule.Ordered(var bounds) ? bounds : List.of());
  }

  private static AttributeRule toDomain(dev.lodestar.schemas.AttributeRule avro) {
    return switch (avro.getReading()) {
      case DISCOVERED -> new AttributeRule.Discovered();
      case NOMINAL -> new AttributeRule.Nominal();
      case ORDERED -> new AttributeRule.Ordered(avro.getBounds());
      case TAGGED -> new AttributeRule.Tagged();
      case IGNORED -> new AttributeRule.Ignored();
      case UNKNOWN -> throw Unknown.symbol("reading");
    };
  }

  private static dev.lodestar.schemas.Hypothesis toAvro(Hypothesis hypothesis) {
    return new dev.lodestar.schemas.Hypothesis(
        hypothesis.attribute(),
        hypothesis.level(),
        switch (hypothesis.direction()) {
          case GOOD -> Direction.GOOD;
          case BAD -> Direction.BAD;
        },
        hypothesis.deals());
  }

  private static Hypothesis toDomain(dev.lodestar.schemas.Hypothesis avro) {
    return new Hypothesis(
        avro.getAttribute(),
        avro.getLevel(),
        switch (avro.getDirection()) {
          case GOOD -> Hypothesis.Direction.GOOD;
          case BAD -> Hypothesis.Direction.BAD;
          case UNKNOWN -> throw Unknown.symbol("direction");
        },
        avro.getDeals());
  }
}
