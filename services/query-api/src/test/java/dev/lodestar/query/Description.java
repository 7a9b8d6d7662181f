package dev.lodestar.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A document that describes JSON, with as much of JSON Schema as ours use. What it does not
/// describe may not be there.
record Description(JsonNode document) {

  static Description of(String yaml) {
    return new Description(
        new ObjectMapper()
            .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)));
  }

  JsonNode at(String pointer) {
    return document.at(pointer);
  }

  void requireOf(JsonNode node, JsonNode schema, String where) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").textValue();
      requireOf(node, document.at(name.substring(1)), where);
    } else if (schema.has("allOf")) {
      schema.get("allOf").forEach(each -> requireOf(node, each, where));
    } else if (schema.has("oneOf")) {
      requireOneOf(node, schema.get("oneOf"), where);
    } else {
      String type = schema.get("type").textValue();
      assertThat(isOf(type, node)).as("%s is of type %s: %s", where, type, node).isTrue();
      node.forEach(item -> {
        if (node.isArray()) {
          requireOf(item, schema.get("items"), where + "[]");
        }
      });
      if (schema.has("properties")) {
        requireProperties(node, schema, where);
      }
    }
  }

  private void requireOneOf(JsonNode node, JsonNode schemas, String where) {
    List<AssertionError> errors = new ArrayList<>();
    for (JsonNode schema : schemas) {
      try {
        requireOf(node, schema, where);
        return;
      } catch (AssertionError e) {
        errors.add(e);
      }
    }
    throw new AssertionError(where + " is none of " + schemas + ": " + errors);
  }

  private void requireProperties(JsonNode node, JsonNode schema, String where) {
    schema
        .path("required")
        .forEach(
            name -> assertThat(node.has(name.textValue())).as("%s has %s", where, name).isTrue());
    for (String name : names(node)) {
      JsonNode property = schema.at("/properties/" + name);
      assertThat(property.isMissingNode()).as("%s.%s is not described", where, name).isFalse();
      requireOf(node.get(name), property, where + "." + name);
    }
  }

  private static boolean isOf(String type, JsonNode node) {
    return switch (type) {
      case "object" -> node.isObject();
      case "array" -> node.isArray();
      case "string" -> node.isTextual();
      case "integer" -> node.isIntegralNumber();
      case "number" -> node.isNumber();
      case "boolean" -> node.isBoolean();
      default -> throw new AssertionError("unknown type " + type);
    };
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
