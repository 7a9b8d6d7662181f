package dev.lodestar.query.definition;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.Hypothesis.Direction;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.ProfileDefinition.Kind;
import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.observation.Valuation;
import dev.lodestar.query.account.AttributeJson;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.query.json.Durations;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A profile's definition as people read and write it. Whatever is left out has its default.
@Serdeable
@Schema(
    description = "What a profile is about. Every field may be left out and then has its default.")
public record DefinitionDocument(
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "If given, the one in the path.",
            example = "b2b")
        String profileId,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Whether customers are companies or persons: chooses the words only.")
        Kind kind,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "Which deals count: those that hold one of the values in each attribute named, or a"
                    + " number in its range. A range has a lower end, `from` (included) or `above`"
                    + " (not), or an upper end, `to` (included) or `below` (not), or one of each.",
            additionalProperties = AdditionalPropertiesValue.TRUE,
            example =
                "{\"product\": [\"crm\", \"erp\"], \"employees\": {\"from\": 10, \"to\": 1000}}")
        Map<String, Object> scope,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "How attributes are read. One that is not named is discovered.")
        Map<String, Rule> attributes,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "Which engagement summaries count as attributes: visits_30d, pricing_page_30d,"
                    + " intent_pages_30d, first_utm_source, first_utm_medium, first_utm_campaign,"
                    + " last_utm_source, last_utm_medium, last_utm_campaign.")
        List<String> behaviours,
    @Schema(requiredMode = NOT_REQUIRED, description = "What is believed before the data says so.")
        List<Belief> hypotheses,
    @Schema(requiredMode = NOT_REQUIRED) Value valuation,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "After which evidence weighs half; absent: all of it weighs the same.",
            example = "P180D")
        Optional<String> halfLife,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Which share of the observed deals each tier is cut at; D is the rest.")
        Tiers tiers,
    @Schema(requiredMode = NOT_REQUIRED, description = "What makes a refit worth a new version.")
        Worth publication)
    implements Tagged {

  /// How one attribute is read.
  @Serdeable
  public record Rule(
      RuleType type,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "For `ordered`: where to cut, ascending; absent: chosen from the data.",
              example = "[10, 50, 200, 1000]")
          Optional<List<Double>> bounds) {}

  /// The ways to read an attribute.
  public enum RuleType {
    DISCOVERED,
    NOMINAL,
    ORDERED,
    TAGS,
    IGNORED
  }

  /// What is believed of one level.
  @Serdeable
  public record Belief(
      @Schema(example = "industry") String attribute,
      @Schema(
              description =
                  "A value, a tag, or for an ordered attribute a number inside the range.",
              example = "retail")
          String level,
      Direction direction,
      @Schema(description = "How many average deals it is worth, up to 10 000.", example = "20")
          double deals) {}

  /// How an outcome becomes desirability.
  @Serdeable
  public record Value(
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "How long a customer must stay to count in full.",
              example = "P365D")
          String horizon,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "The margin of a deal that counts in full; absent: every win does.")
          Optional<Double> targetValue) {}

  /// Where tiers are cut.
  @Serdeable
  public record Tiers(
      @Schema(requiredMode = NOT_REQUIRED, example = "0.2") double a,
      @Schema(requiredMode = NOT_REQUIRED, example = "0.3") double b,
      @Schema(requiredMode = NOT_REQUIRED, example = "0.3") double c) {}

  /// What makes a refit worth a version.
  @Serdeable
  public record Worth(
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "The shortest time between two versions.",
              example = "PT1S")
          String minimumInterval,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "A weight that moves by less is never material.",
              example = "0.25")
          double weightFloor,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "The share of deals that must change tier to be material.")
          double tierShare) {}

  public static DefinitionDocument of(ProfileDefinition definition) {
    return new DefinitionDocument(
        definition.profileId(),
        definition.kind(),
        scope(definition.scope()),
        rules(definition.attributes()),
        List.copyOf(definition.behaviours()),
        definition.hypotheses().stream().map(DefinitionDocument::belief).toList(),
        value(definition.valuation()),
        definition.halfLife().map(Durations::text),
        tiers(definition.tiers()),
        worth(definition.publication()));
  }

  private static SortedMap<String, Object> scope(Scope scope) {
    SortedMap<String, Object> written = new TreeMap<>();
    scope.bounds().forEach((name, bounds) -> written.put(name, written(bounds)));
    return written;
  }

  private static Object written(Scope.Bounds bounds) {
    return switch (bounds) {
      case Scope.OneOf(var values) -> List.copyOf(values);
      case Scope.Range range -> {
        Map<String, Object> ends = new LinkedHashMap<>();
        if (!Double.isInfinite(range.low())) {
          ends.put(range.lowIncluded() ? "from" : "above", AttributeJson.number(range.low()));
        }
        if (!Double.isInfinite(range.high())) {
          ends.put(range.highIncluded() ? "to" : "below", AttributeJson.number(range.high()));
        }
        yield ends;
      }
    };
  }

  private static SortedMap<String, Rule> rules(SortedMap<String, AttributeRule> attributes) {
    SortedMap<String, Rule> rules = new TreeMap<>();
    attributes.forEach((name, rule) -> rules.put(name, rule(rule)));
    return rules;
  }

  private static Rule rule(AttributeRule rule) {
    return switch (rule) {
      case AttributeRule.Discovered() -> new Rule(RuleType.DISCOVERED, Optional.empty());
      case AttributeRule.Nominal() -> new Rule(RuleType.NOMINAL, Optional.empty());
      case AttributeRule.Ordered(var bounds) ->
          new Rule(RuleType.ORDERED, bounds.isEmpty() ? Optional.empty() : Optional.of(bounds));
      case AttributeRule.Tagged() -> new Rule(RuleType.TAGS, Optional.empty());
      case AttributeRule.Ignored() -> new Rule(RuleType.IGNORED, Optional.empty());
    };
  }

  private static Belief belief(Hypothesis hypothesis) {
    return new Belief(
        hypothesis.attribute(), hypothesis.level(), hypothesis.direction(), hypothesis.deals());
  }

  private static Value value(Valuation valuation) {
    return new Value(
        Durations.text(valuation.horizon()),
        valuation.targetValue().isPresent()
            ? Optional.of(valuation.targetValue().getAsDouble())
            : Optional.empty());
  }

  private static Tiers tiers(TierShares shares) {
    return new Tiers(shares.a(), shares.b(), shares.c());
  }

  private static Worth worth(Publication publication) {
    return new Worth(
        Durations.text(publication.minimumInterval()),
        publication.weightFloor(),
        publication.tierShare());
  }
}
