package dev.lodestar.query.account;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.json.JsonFields.Item;
import dev.lodestar.query.problem.InvalidField;
import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Attribute values in JSON: a number is a quantity, a text or truth value a name, an array of
/// texts is tags, and null is unknown.
public final class AttributeJson {

  static final int MAX_ATTRIBUTES = 500;

  // From here on a double does not know its units any more.
  private static final double EXACT = 1L << 53;

  private AttributeJson() {}

  /// Attributes by name; one that is null is left out.
  ///
  /// @throws InvalidField naming the attribute that cannot be read
  public static SortedMap<String, AttributeValue> read(JsonFields fields) {
    if (fields.all().size() > MAX_ATTRIBUTES) {
      throw new InvalidField(
          fields.pathOf("*"), fields.all().size() + " fields", "must be at most " + MAX_ATTRIBUTES);
    }
    SortedMap<String, AttributeValue> attributes = new TreeMap<>();
    fields
        .all()
        .forEach((name, node) -> {
          if (!node.isNull()) {
            attributes.put(name, read(fields.pathOf(name), node));
          }
        });
    return attributes;
  }

  /// Values as they are answered: numbers, texts, and lists of texts.
  public static Map<String, Object> written(Map<String, AttributeValue> attributes) {
    Map<String, Object> values = new TreeMap<>();
    attributes.forEach((name, value) -> values.put(name, written(value)));
    return values;
  }

  public static Object written(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> text;
      case AttributeValue.Quantity(var number) -> number(number);
      case AttributeValue.Tags(var tags) -> List.copyOf(tags);
    };
  }

  private static AttributeValue read(String path, JsonNode node) {
    try {
      if (node.isNumber()) {
        return new AttributeValue.Quantity(node.getDoubleValue());
      }
      if (node.isBoolean()) {
        return new AttributeValue.Text(Boolean.toString(node.getBooleanValue()));
      }
      if (node.isString()) {
        return new AttributeValue.Text(node.getStringValue());
      }
      if (node.isArray()) {
        return tags(JsonFields.items(path, node));
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidField(path, JsonFields.shown(node), "breaks a rule: " + e.getMessage());
    }
    throw new InvalidField(
        path,
        JsonFields.shown(node),
        "must be a number, text, true, false, null or texts in an array");
  }

  private static AttributeValue.Tags tags(List<Item> items) {
    TreeSet<String> tags = new TreeSet<>();
    items.forEach(item -> tags.add(JsonFields.text(item.path(), item.node())));
    return new AttributeValue.Tags(tags);
  }

  /// As it was sent: 250, not 250.0.
  public static Number number(double number) {
    if (number == Math.rint(number) && Math.abs(number) <= EXACT) {
      return (long) number;
    }
    return number;
  }
}
