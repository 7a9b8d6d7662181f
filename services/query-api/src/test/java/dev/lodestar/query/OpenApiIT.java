package dev.lodestar.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the document promises is what the server does.
class OpenApiIT {

  private static final Map<String, String> PATH_VALUES =
      new HashMap<>(
          Map.of(
              "{profileId}",
              "default",
              "{accountId}",
              "acct-1",
              "{number}",
              "1",
              "{label}",
              "spring"));

  private static LiveApi api;
  private static Description document;

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
    String webhookId = createWebhook();
    PATH_VALUES.put("{webhookId}", webhookId);
    PATH_VALUES.put("{deliveryId}", "d-1");
    api.write(
        api.topics().webhookFailures(),
        Topics.failureKey(webhookId, "d-1"),
        new Failure(webhookId, "d-1", "{}", 8, Market.NOON, Market.NOON, "It answered 500."));
    api.write(ProfileDefinition.withDefaults("small"));
    api.awaitJson("/profiles/small/definition");
    api.write(Market.version("second", 1, Optional.empty(), learned));
    api.awaitJson("/profiles/second/versions/1");
    api.awaitJson("/profiles/default/versions/1");
    api.awaitJson("/accounts/acct-1");
    api.put("/profiles/default/labels/spring", "{\"version\":1}");
    api.delete("/accounts/acct-1"); // which nobody does here, but there is a report to ask for
    document = Description.of(api.get("/openapi.yml").body());
  }

  private static String createWebhook() {
    // Nobody listens there.
    HttpResponse<String> created = api.post("/webhooks", "{\"url\":\"http://127.0.0.1:9/\"}");
    return LiveApi.json(created).at("/webhook/id").textValue();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /// @param description as the document has it
  private record Operation(String method, String path, JsonNode description) {}

  @TestFactory
  List<DynamicTest> answersEveryOperation() {
    return operations().stream()
        .map(operation ->
            DynamicTest.dynamicTest(
                operation.method() + " " + operation.path(), () -> answers(operation)))
        .toList();
  }

  @TestFactory
  List<DynamicTest> answersEveryExample() {
    return operations().stream()
        .flatMap(operation ->
            examples(operation)
                .map(query ->
                    DynamicTest.dynamicTest(
                        operation.method() + " " + operation.path() + "?" + query,
                        () -> answers(operation, query))))
        .toList();
  }

  @Test
  void describesEveryOperation() {
    assertThat(operations())
        .hasSize(50)
        .allSatisfy(operation -> {
          assertThat(operation.description().get("summary").textValue())
              .isNotBlank()
              .doesNotContain("`", "\\");
          assertThat(operation.description().get("tags")).hasSize(1);
          assertThat(operation.description().get("responses").toString())
              .contains("application/problem+json");
        });
  }

  private static void answers(Operation operation) {
    answers(operation, queries(operation, true).collect(Collectors.joining("&")));
  }

  private static void answers(Operation operation, String query) {
    String path =
        operation.method().equals("DELETE") // the others need theirs
            ? operation.path().replace("{webhookId}", createWebhook())
            : operation.path();
    if (path.contains("/draft")) {
      api.put("/profiles/default/draft", "{}"); // publishing and dropping end it
    }
    HttpRequest.Builder request = api.request(filled(path) + (query.isEmpty() ? "" : "?" + query));
    if (operation.description().has("requestBody")) {
      request.header("Content-Type", "application/json");
    }
    HttpRequest sent = request.method(operation.method(), body(operation)).build();

    // Not read to its end: event streams have none.
    HttpClient http = HttpClient.newHttpClient();
    try {
      HttpResponse<InputStream> response = http.send(sent, BodyHandlers.ofInputStream());
      String type = response.headers().firstValue("Content-Type").orElseThrow();
      JsonNode promised =
          Stream.of("202", "201", "200")
              .map(status -> operation.description().at("/responses/" + status + "/content"))
              .filter(content -> !content.isMissingNode())
              .findFirst()
              .orElseThrow();

      assertThat(response.statusCode()).isIn(200, 201, 202);
      assertThat(names(promised)).anySatisfy(t -> assertThat(type).startsWith(t));
      if (type.equals("application/json")) {
        String answer = new String(response.body().readAllBytes(), UTF_8);
        JsonNode schema = promised.get(type).get("schema");
        document.requireOf(LiveApi.parse(answer), schema, operation.path());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      http.shutdownNow();
    }
  }

  /// What must be given, and one at a time what may.
  private static Stream<String> examples(Operation operation) {
    String required =
        queries(operation, true).map(query -> query + "&").collect(Collectors.joining());
    return queries(operation, false).map(query -> required + query);
  }

  private static Stream<String> queries(Operation operation, boolean required) {
    return StreamSupport.stream(operation.description().path("parameters").spliterator(), false)
        .filter(parameter -> parameter.get("in").textValue().equals("query"))
        .filter(parameter -> parameter.path("required").booleanValue() == required)
        .filter(parameter -> required || parameter.has("example"))
        .map(parameter ->
            parameter.get("name").textValue() + "=" + URLEncoder.encode(example(parameter), UTF_8));
  }

  private static String example(JsonNode parameter) {
    JsonNode example = parameter.get("example");
    return example.isNumber() && parameter.at("/schema/format").asText().equals("date-time")
        ? Instant.ofEpochMilli(example.longValue()).toString() // YAML 1.1 reads it as a time
        : example.asText();
  }

  private static BodyPublisher body(Operation operation) {
    JsonNode examples =
        operation.description().at("/requestBody/content/application~1json/examples");
    if (!examples.isEmpty()) {
      JsonNode value = examples.iterator().next().get("value");
      return BodyPublishers.ofString(value.isTextual() ? value.textValue() : value.toString());
    }
    return switch (operation.method()) {
      case "POST" -> BodyPublishers.ofString("{\"attributes\":{\"industry\":\"retail\"}}");
      case "PUT" -> BodyPublishers.ofString("{}");
      default -> BodyPublishers.noBody();
    };
  }

  private static String filled(String path) {
    String filled = path;
    for (Map.Entry<String, String> value : PATH_VALUES.entrySet()) {
      filled = filled.replace(value.getKey(), value.getValue());
    }
    return filled;
  }

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    JsonNode paths = document.at("/paths");
    for (String path : names(paths)) {
      for (String method : names(paths.get(path))) {
        operations.add(
            new Operation(method.toUpperCase(Locale.ROOT), path, paths.get(path).get(method)));
      }
    }
    return operations;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
