package dev.lodestar.query.definition;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.Hypothesis.Direction;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.ProfileDefinition.Kind;
import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.observation.Valuation;
import dev.lodestar.query.definition.DefinitionDocument.RuleType;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.json.JsonFields.Item;
import dev.lodestar.query.problem.InvalidField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Reads a [DefinitionDocument] that somebody typed, and says exactly what is wrong with it.
public final class DefinitionReading {

  static final int MAX_ENTRIES = 1_000;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final ProfileDefinition DEFAULTS =
      ProfileDefinition.withDefaults(ProfileDefinition.DEFAULT_ID);

  private DefinitionReading() {}

  /// What somebody typed as the definition of a profile.
  ///
  /// @throws InvalidField naming the first field that breaks a rule
  public static ProfileDefinition read(String profileId, byte[] body) {
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly(
        "profileId",
        "kind",
        "scope",
        "attributes",
        "behaviours",
        "hypotheses",
        "valuation",
        "halfLife",
        "tiers",
        "publication");
    fields
        .text("profileId")
        .filter(id -> !id.equals(profileId))
        .ifPresent(id -> {
          throw new InvalidField("profileId", id, "must be the one in the path, " + profileId);
        });
    return new ProfileDefinition(
        profileId,
        fields.oneOf("kind", Kind.class).orElse(DEFAULTS.kind()),
        fields.object("scope").map(DefinitionReading::scope).orElse(DEFAULTS.scope()),
        fields.object("attributes").map(DefinitionReading::rules).orElse(DEFAULTS.attributes()),
        fields.items("behaviours").map(DefinitionReading::behaviours).orElse(DEFAULTS.behaviours()),
        fields.items("hypotheses").map(DefinitionReading::hypotheses).orElse(DEFAULTS.hypotheses()),
        fields.object("valuation").map(DefinitionReading::valuation).orElse(DEFAULTS.valuation()),
        positive(fields, "halfLife"),
        fields.object("tiers").map(DefinitionReading::tiers).orElse(DEFAULTS.tiers()),
        fields
            .object("publication")
            .map(DefinitionReading::publication)
            .orElse(DEFAULTS.publication()));
  }

  /// @throws InvalidField unless the id can name a profile
  static ProfileDefinition defaults(String profileId) {
    return ruled("profileId", profileId, () -> ProfileDefinition.withDefaults(profileId));
  }

  private static Scope scope(JsonFields fields) {
    requireFew(fields.pathOf("*"), fields.all().size());
    SortedMap<String, Scope.Bounds> bounds = new TreeMap<>();
    fields
        .all()
        .forEach((name, node) ->
            bounds.put(
                name,
                node.isObject()
                    ? range(JsonFields.of(fields.pathOf(name), node))
                    : oneOf(fields, name)));
    return new Scope(bounds);
  }

  private static Scope.OneOf oneOf(JsonFields fields, String name) {
    SortedSet<String> allowed = new TreeSet<>(fields.texts(name).orElse(List.of()));
    if (allowed.isEmpty()) {
      throw new InvalidField(fields.pathOf(name), "[]", "must allow one value or more");
    }
    requireFew(fields.pathOf(name), allowed.size());
    return new Scope.OneOf(allowed);
  }

  private static Scope.Range range(JsonFields fields) {
    fields.allowOnly("from", "above", "to", "below");
    Optional<Double> low = oneEnd(fields, "from", "above");
    Optional<Double> high = oneEnd(fields, "to", "below");
    if (low.isEmpty() && high.isEmpty()) {
      throw new InvalidField(
          fields.pathOf("from"), "", "or above, to or below must be given: a range needs an end");
    }
    boolean isClosed = fields.has("from") && fields.has("to");
    if (low.isPresent() && high.isPresent()) {
      int order = low.get().compareTo(high.get());
      if (order > 0 || (order == 0 && !isClosed)) {
        throw new InvalidField(
            fields.pathOf(fields.has("to") ? "to" : "below"),
            high.get().toString(),
            "must leave room above the lower end, " + low.get());
      }
    }
    return new Scope.Range(
        low.orElse(Double.NEGATIVE_INFINITY),
        fields.has("from"),
        high.orElse(Double.POSITIVE_INFINITY),
        fields.has("to"));
  }

  private static Optional<Double> oneEnd(JsonFields fields, String included, String excluded) {
    Optional<Double> in = finite(fields, included);
    Optional<Double> out = finite(fields, excluded);
    if (in.isPresent() && out.isPresent()) {
      throw new InvalidField(
          fields.pathOf(excluded), out.get().toString(), "must not be given beside " + included);
    }
    return in.or(() -> out);
  }

  private static Optional<Double> finite(JsonFields fields, String name) {
    return fields
        .number(name)
        .map(number -> {
          if (!Double.isFinite(number)) {
            throw new InvalidField(fields.pathOf(name), number.toString(), "must be finite");
          }
          return number + 0.0;
        });
  }

  private static SortedMap<String, AttributeRule> rules(JsonFields fields) {
    requireFew(fields.pathOf("*"), fields.all().size());
    SortedMap<String, AttributeRule> rules = new TreeMap<>();
    fields
        .all()
        .forEach((name, _) ->
            fields
                .object(name)
                .map(DefinitionReading::rule)
                .ifPresent(rule -> rules.put(name, rule)));
    return rules;
  }

  private static AttributeRule rule(JsonFields fields) {
    fields.allowOnly("type", "bounds");
    RuleType type =
        fields
            .oneOf("type", RuleType.class)
            .orElseThrow(() -> new InvalidField(fields.pathOf("type"), "", "must be given"));
    List<Double> bounds = fields.numbers("bounds").orElse(List.of());
    requireFew(fields.pathOf("bounds"), bounds.size());
    if (type != RuleType.ORDERED && fields.has("bounds")) {
      throw new InvalidField(
          fields.pathOf("bounds"), bounds.toString(), "is for attributes of type ORDERED");
    }
    return switch (type) {
      case DISCOVERED -> new AttributeRule.Discovered();
      case NOMINAL -> new AttributeRule.Nominal();
      case ORDERED -> ordered(fields.pathOf("bounds"), bounds);
      case TAGS -> new AttributeRule.Tagged();
      case IGNORED -> new AttributeRule.Ignored();
    };
  }

  private static AttributeRule ordered(String path, List<Double> bounds) {
    for (int i = 1; i < bounds.size(); i++) {
      if (bounds.get(i) <= bounds.get(i - 1)) {
        throw new InvalidField(
            path + "[" + i + "]",
            bounds.get(i).toString(),
            "must be more than the bound before, " + bounds.get(i - 1));
      }
    }
    return new AttributeRule.Ordered(bounds);
  }

  private static SortedSet<String> behaviours(List<Item> items) {
    SortedSet<String> behaviours = new TreeSet<>();
    for (Item item : items) {
      String behaviour = JsonFields.text(item.path(), item.node());
      if (!Behaviours.ALL.contains(behaviour)) {
        throw new InvalidField(
            item.path(), behaviour, "must be one of " + String.join(", ", Behaviours.ALL));
      }
      behaviours.add(behaviour);
    }
    return behaviours;
  }

  private static List<Hypothesis> hypotheses(List<Item> items) {
    requireFew("hypotheses", items.size());
    return items.stream().map(item -> hypothesis(JsonFields.of(item.path(), item.node()))).toList();
  }

  private static Hypothesis hypothesis(JsonFields fields) {
    fields.allowOnly("attribute", "level", "direction", "deals");
    String attribute = words(fields, "attribute");
    String level = words(fields, "level");
    Direction direction = required(fields, "direction", fields.oneOf("direction", Direction.class));
    double deals = required(fields, "deals", fields.number("deals"));
    if (!(deals > 0 && deals <= 10_000)) {
      throw new InvalidField(
          fields.pathOf("deals"), Double.toString(deals), "must be more than 0 and at most 10000");
    }
    return new Hypothesis(attribute, level, direction, deals);
  }

  private static Valuation valuation(JsonFields fields) {
    fields.allowOnly("horizon", "targetValue");
    Optional<Double> target = fields.number("targetValue");
    target
        .filter(value -> value <= 0)
        .ifPresent(value -> {
          throw new InvalidField(
              fields.pathOf("targetValue"), value.toString(), "must be more than 0");
        });
    return new Valuation(
        positive(fields, "horizon").orElse(Valuation.DEFAULT.horizon()),
        target.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }

  private static TierShares tiers(JsonFields fields) {
    fields.allowOnly("a", "b", "c");
    double a = share(fields, "a", TierShares.DEFAULT.a());
    double b = share(fields, "b", TierShares.DEFAULT.b());
    double c = share(fields, "c", TierShares.DEFAULT.c());
    if (a + b + c >= 1) {
      throw new InvalidField(
          "tiers", a + " + " + b + " + " + c, "must sum to less than 1, since D is the rest");
    }
    return new TierShares(a, b, c);
  }

  private static Publication publication(JsonFields fields) {
    fields.allowOnly("minimumInterval", "weightFloor", "tierShare");
    Publication defaults = Publication.DEFAULT;
    Duration interval = fields.duration("minimumInterval").orElse(defaults.minimumInterval());
    if (interval.isNegative() || interval.compareTo(LONGEST) > 0) {
      throw new InvalidField(
          fields.pathOf("minimumInterval"), interval.toString(), "must be within PT0S and P36500D");
    }
    double floor = fields.number("weightFloor").orElse(defaults.weightFloor());
    if (!(floor > 0 && floor < 100)) {
      throw new InvalidField(
          fields.pathOf("weightFloor"), Double.toString(floor), "must be between 0 and 100");
    }
    double share = fields.number("tierShare").orElse(defaults.tierShare());
    if (!(share > 0 && share <= 1)) {
      throw new InvalidField(
          fields.pathOf("tierShare"), Double.toString(share), "must be more than 0 and at most 1");
    }
    return new Publication(interval, floor, share);
  }

  private static double share(JsonFields fields, String name, double otherwise) {
    double share = fields.number(name).orElse(otherwise);
    if (!(share > 0 && share < 1)) {
      throw new InvalidField(
          fields.pathOf(name), Double.toString(share), "must be between 0 and 1");
    }
    return share;
  }

  private static Optional<Duration> positive(JsonFields fields, String name) {
    return fields
        .duration(name)
        .map(duration -> {
          if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new InvalidField(
                fields.pathOf(name),
                duration.toString(),
                "must be more than PT0S and at most P36500D");
          }
          return duration;
        });
  }

  private static String words(JsonFields fields, String name) {
    String text = required(fields, name, fields.text(name));
    if (text.isBlank() || text.length() > AttributeValue.MAX_TEXT) {
      throw new InvalidField(
          fields.pathOf(name),
          text,
          "must be text of 1 to " + AttributeValue.MAX_TEXT + " characters");
    }
    return text;
  }

  private static <T> T required(JsonFields fields, String name, Optional<T> value) {
    return value.orElseThrow(() -> new InvalidField(fields.pathOf(name), "", "must be given"));
  }

  private static void requireFew(String path, int size) {
    if (size > MAX_ENTRIES) {
      throw new InvalidField(path, size + " entries", "must be at most " + MAX_ENTRIES);
    }
  }

  /// What core refuses is the caller's mistake here.
  private static <T> T ruled(String field, String value, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidField(field, value, String.valueOf(e.getMessage()));
    }
  }
}
