package dev.lodestar.query.json;

import dev.lodestar.query.problem.InvalidField;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// The fields of a JSON object, each of which knows its place in the request.
///
/// A field that is `null` counts as absent.
public final class JsonFields {

  private final String path;
  private final Map<String, JsonNode> fields;

  private JsonFields(String path, Map<String, JsonNode> fields) {
    this.path = path;
    this.fields = fields;
  }

  /// A whole request body.
  public static JsonFields of(byte[] body) {
    return of("", StrictJson.parse(body));
  }

  /// The fields of a part of a body.
  ///
  /// @param path where the node stands; empty for the body itself
  public static JsonFields of(String path, JsonNode node) {
    if (!node.isObject()) {
      throw new InvalidField(path.isEmpty() ? "body" : path, shown(node), "must be an object");
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    node.entries().forEach(e -> fields.put(e.getKey(), e.getValue()));
    return new JsonFields(path, fields);
  }

  /// Refuses what is not known: it may be a known name misspelt.
  ///
  /// @throws InvalidField if there is any other field than these
  public void allowOnly(String... names) {
    List<String> allowed = List.of(names);
    for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
      if (!allowed.contains(field.getKey())) {
        throw new InvalidField(
            pathOf(field.getKey()),
            shown(field.getValue()),
            "is not a field here; known are " + String.join(", ", allowed));
      }
    }
  }

  public boolean has(String name) {
    return node(name).isPresent();
  }

  public Map<String, JsonNode> all() {
    return fields;
  }

  public Optional<JsonNode> node(String name) {
    return Optional.ofNullable(fields.get(name)).filter(node -> !node.isNull());
  }

  public Optional<JsonFields> object(String name) {
    return node(name).map(node -> of(pathOf(name), node));
  }

  public Optional<String> text(String name) {
    return node(name).map(node -> text(pathOf(name), node));
  }

  public Optional<Double> number(String name) {
    return node(name).map(node -> number(pathOf(name), node));
  }

  public Optional<Boolean> truth(String name) {
    return node(name)
        .map(node -> {
          if (!node.isBoolean()) {
            throw new InvalidField(pathOf(name), shown(node), "must be true or false");
          }
          return node.getBooleanValue();
        });
  }

  /// A duration as ISO 8601 writes it: `P180D`, `PT1H`.
  public Optional<Duration> duration(String name) {
    return text(name)
        .map(text -> {
          try {
            return Duration.parse(text);
          } catch (DateTimeException e) {
            throw new InvalidField(
                pathOf(name), text, "must be an ISO 8601 duration, such as P180D");
          }
        });
  }

  public Optional<Integer> whole(String name) {
    return number(name)
        .map(number -> {
          if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new InvalidField(pathOf(name), plain(number), "must be a whole number");
          }
          return number.intValue();
        });
  }

  /// The items of an array with the place of each.
  public Optional<List<Item>> items(String name) {
    return node(name).map(node -> items(pathOf(name), node));
  }

  public Optional<List<String>> texts(String name) {
    return items(name)
        .map(items -> items.stream().map(item -> text(item.path(), item.node())).toList());
  }

  public Optional<List<Double>> numbers(String name) {
    return items(name)
        .map(items -> items.stream().map(item -> number(item.path(), item.node())).toList());
  }

  public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    return text(name).map(text -> oneOf(pathOf(name), text, type));
  }

  /// Where a field of this object stands in the request.
  public String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// An item of an array and where it stands.
  public record Item(String path, JsonNode node) {}

  public static List<Item> items(String path, JsonNode node) {
    if (!node.isArray()) {
      throw new InvalidField(path, shown(node), "must be an array");
    }
    List<JsonNode> values = StreamSupport.stream(node.values().spliterator(), false).toList();
    return IntStream.range(0, values.size())
        .mapToObj(i -> new Item(path + "[" + i + "]", values.get(i)))
        .toList();
  }

  public static String text(String path, JsonNode node) {
    if (!node.isString()) {
      throw new InvalidField(path, shown(node), "must be text");
    }
    return node.getStringValue();
  }

  /// Accepts any case, as people type it.
  public static <E extends Enum<E>> E oneOf(String path, String text, Class<E> type) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    throw new InvalidField(path, text, "must be one of " + names(type));
  }

  /// A node as it was sent, more or less, for error messages.
  public static String shown(JsonNode node) {
    if (node.isNumber()) {
      return plain(node.getDoubleValue());
    }
    if (node.isValueNode()) {
      return node.isNull() ? "null" : node.coerceStringValue();
    }
    return node.isArray()
        ? "an array of " + node.size()
        : "an object of " + node.size() + " fields";
  }

  private static double number(String path, JsonNode node) {
    if (!node.isNumber()) {
      throw new InvalidField(path, shown(node), "must be a number");
    }
    return node.getDoubleValue();
  }

  private static String plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return List.of(type.getEnumConstants()).stream()
        .map(Enum::name)
        .collect(Collectors.joining(", "));
  }
}
