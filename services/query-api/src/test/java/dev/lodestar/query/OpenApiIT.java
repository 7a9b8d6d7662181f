package dev.lodestar.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.LearnedProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the document promises is what the server does.
class OpenApiIT {

  private static final Map<String, String> PATH_VALUES =
      Map.of("{profileId}", "default", "{accountId}", "acct-1", "{number}", "1");

  private static LiveApi api;

  @BeforeAll
  static void publish() {
    api = LiveApi.start();
    Market market = new Market(5);
    LearnedProfile learned =
        Market.learned(ProfileDefinition.withDefaults("default"), market.deals(120));
    AccountView account = market.account("acct-1", Lifecycle.PROSPECT);
    api.write(Market.version("default", 1, Optional.empty(), learned));
    api.write(account);
    api.write(Market.fit("default", 1, learned, account));
    api.awaitJson("/profiles/default/versions/1");
    api.awaitJson("/accounts/acct-1");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private record Operation(String method, String path, Map<String, Object> description) {}

  @TestFactory
  List<DynamicTest> answersEveryOperation() {
    return operations().stream()
        .map(operation ->
            DynamicTest.dynamicTest(
                operation.method() + " " + operation.path(), () -> answers(operation)))
        .toList();
  }

  @Test
  void describesEveryOperation() {
    assertThat(operations())
        .hasSize(14)
        .allSatisfy(operation -> {
          assertThat(operation.description()).containsKeys("summary", "tags", "responses");
          assertThat(operation.description().get("summary").toString()).doesNotContain("`", "\\");
        });
  }

  @Test
  void describesProblems() {
    assertThat(operations())
        .allSatisfy(operation ->
            assertThat(operation.description().get("responses").toString())
                .contains("application/problem+json"));
  }

  private static void answers(Operation operation) {
    HttpRequest.Builder request = api.request(filled(operation.path()));
    if (operation.description().containsKey("requestBody")) {
      request.header("Content-Type", "application/json");
    }
    HttpRequest sent =
        request
            .method(
                operation.method(),
                switch (operation.path()) {
                  case "/fit" -> BodyPublishers.ofString("{\"attributes\":{}}");
                  case "/profiles/{profileId}/definition" ->
                      operation.method().equals("PUT")
                          ? BodyPublishers.ofString("{}")
                          : BodyPublishers.noBody();
                  default -> BodyPublishers.noBody();
                })
            .build();

    // Not read to its end: event streams have none.
    HttpClient http = HttpClient.newHttpClient();
    try {
      HttpResponse<InputStream> response = http.send(sent, BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isIn(200, 201);
      String type = response.headers().firstValue("Content-Type").orElseThrow();
      Map<String, Object> promised = promised(operation);
      assertThat(promised.keySet()).anySatisfy(t -> assertThat(type).startsWith(t));
      if (type.equals("application/json")) {
        String body = new String(response.body().readAllBytes(), UTF_8);
        requireAsDescribed(LiveApi.parse(body), schemaIn(promised.get(type)), operation.path());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      http.shutdownNow();
    }
  }

  /// By media type.
  @SuppressWarnings("unchecked") // YAML is maps of maps
  private static Map<String, Object> promised(Operation operation) {
    Map<String, Object> responses = (Map<String, Object>) operation.description().get("responses");
    Map<String, Object> ok = (Map<String, Object>) responses.get("200");
    return (Map<String, Object>) ok.get("content");
  }

  @SuppressWarnings("unchecked") // YAML is maps of maps
  private static Map<String, Object> schemaIn(Object content) {
    return (Map<String, Object>) ((Map<String, Object>) content).get("schema");
  }

  /// As much of JSON Schema as the document uses.
  @SuppressWarnings("unchecked") // YAML is maps of maps
  private static void requireAsDescribed(JsonNode node, Map<String, Object> schema, String where) {
    if (schema.get("$ref") instanceof String ref) {
      String name = ref.substring(ref.lastIndexOf('/') + 1);
      requireAsDescribed(node, (Map<String, Object>) schemas().get(name), where);
    } else if (schema.get("allOf") instanceof List<?> all) {
      all.forEach(each -> requireAsDescribed(node, (Map<String, Object>) each, where));
    } else if (schema.get("oneOf") instanceof List<?> alternatives) {
      requireAsDescribed(node, (Map<String, Object>) alternatives.getFirst(), where);
    } else {
      String type = (String) schema.get("type");
      assertThat(isOf(type, node)).as("%s is of type %s: %s", where, type, node).isTrue();
      if (node.isArray()) {
        Map<String, Object> items = (Map<String, Object>) schema.get("items");
        node.forEach(item -> requireAsDescribed(item, items, where + "[]"));
      } else if (schema.get("properties") instanceof Map<?, ?> properties) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        List<String> required = (List<String>) schema.getOrDefault("required", List.of());
        assertThat(names).as(where).containsAll(required);
        for (String name : names) {
          Map<String, Object> property = (Map<String, Object>) properties.get(name);
          assertThat(property).as("%s.%s is described", where, name).isNotNull();
          requireAsDescribed(node.get(name), property, where + "." + name);
        }
      }
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

  private static String filled(String path) {
    String filled = path;
    for (Map.Entry<String, String> value : PATH_VALUES.entrySet()) {
      filled = filled.replace(value.getKey(), value.getValue());
    }
    return filled;
  }

  @SuppressWarnings("unchecked") // YAML is maps of maps
  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    Map<String, Map<String, Map<String, Object>>> paths =
        (Map<String, Map<String, Map<String, Object>>>) document().get("paths");
    paths.forEach((path, methods) ->
        methods.forEach((method, description) ->
            operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, description))));
    return operations;
  }

  @SuppressWarnings("unchecked") // YAML is maps of maps
  private static Map<String, Object> schemas() {
    Map<String, Object> components = (Map<String, Object>) document().get("components");
    return (Map<String, Object>) components.get("schemas");
  }

  private static Map<String, Object> document() {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(api.get("/openapi.yml").body());
  }
}
