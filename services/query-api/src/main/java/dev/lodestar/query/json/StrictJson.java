package dev.lodestar.query.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.lodestar.query.problem.InvalidField;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A reader of JSON that refuses what is malformed, ambiguous or built to hurt.
///
/// Names given twice, numbers that are not finite, half characters, text after the end, and
/// anything deeper than [#MAX_DEPTH] are errors of the sender.
public final class StrictJson {

  static final int MAX_DEPTH = 16;

  private static final String BODY = "body";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private StrictJson() {}

  /// A whole document.
  ///
  /// @throws InvalidField naming what is wrong and where
  public static JsonNode parse(byte[] body) {
    try (JsonParser parser = FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new InvalidField(BODY, "", "must be JSON, and is empty");
      }
      JsonNode node = read(parser, first, "");
      if (parser.nextToken() != null) {
        throw malformed(parser.currentLocation().getLineNr(), "more follows after the end");
      }
      return node;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw malformed(line, e.getOriginalMessage());
    } catch (IOException e) {
      // The parser reports malformed UTF-8 so; reading from memory cannot fail otherwise.
      throw malformed(1, String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode read(JsonParser parser, JsonToken token, String path) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> array(parser, path);
      case VALUE_STRING -> JsonNode.createStringNode(whole(parser.getText(), path));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, path);
      case VALUE_TRUE -> JsonNode.createBooleanNode(true);
      case VALUE_FALSE -> JsonNode.createBooleanNode(false);
      case VALUE_NULL -> JsonNode.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("unexpected " + token);
    };
  }

  private static JsonNode object(JsonParser parser, String path) throws IOException {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = whole(parser.currentName(), path);
      String inside = path.isEmpty() ? name : path + "." + name;
      members.put(name, read(parser, parser.nextToken(), inside));
    }
    return JsonNode.createObjectNode(members);
  }

  private static JsonNode array(JsonParser parser, String path) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(read(parser, token, path + "[" + items.size() + "]"));
    }
    return JsonNode.createArrayNode(items);
  }

  private static JsonNode number(JsonParser parser, String path) throws IOException {
    double value = Double.parseDouble(parser.getText());
    if (!Double.isFinite(value)) {
      throw new InvalidField(path, parser.getText(), "must be a finite number");
    }
    return JsonNode.createNumberNode(value);
  }

  private static String whole(String text, String path) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new InvalidField(
            path, "U+" + Integer.toHexString(c), "must not hold half a character");
      }
    }
    return text;
  }

  private static InvalidField malformed(int line, String why) {
    return new InvalidField(BODY, "line " + line + ": " + why, "must be well-formed JSON");
  }
}
