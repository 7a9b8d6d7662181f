package dev.lodestar.query.fit;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.query.account.AttributeJson;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.json.JsonFields.Item;
import dev.lodestar.query.problem.InvalidField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [FitDocument] that somebody sent, understood.
sealed interface FitRequest {

  int MAX_ITEMS = 1_000;

  String profileId();

  /// Absent: the newest.
  Optional<Integer> version();

  /// What a body asks for.
  ///
  /// @throws InvalidField naming the first field that breaks a rule
  static FitRequest read(byte[] body) {
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly("profile", "version", "attributes", "items");
    String profileId = fields.text("profile").orElse(ProfileDefinition.DEFAULT_ID);
    Optional<Integer> version = fields.whole("version");
    if (fields.has("attributes") == fields.has("items")) {
      throw new InvalidField(
          "body",
          fields.has("items") ? "both attributes and items" : "neither attributes nor items",
          "must hold attributes or items");
    }
    return fields
        .items("items")
        .<FitRequest>map(items -> new OfMany(profileId, version, limited(items)))
        .orElseGet(() ->
            new OfOne(profileId, version, AttributeJson.read(fields.object("attributes").get())));
  }

  /// Asks for the fit of one.
  record OfOne(String profileId, Optional<Integer> version, Map<String, AttributeValue> attributes)
      implements FitRequest {}

  /// Asks for the fits of several.
  ///
  /// @param items not understood yet, since each may be wrong by itself
  record OfMany(String profileId, Optional<Integer> version, List<Item> items)
      implements FitRequest {}

  private static List<Item> limited(List<Item> items) {
    if (items.size() > MAX_ITEMS) {
      throw new InvalidField("items", items.size() + " items", "must be at most " + MAX_ITEMS);
    }
    return items;
  }
}
