package dev.lodestar.wire.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/// A registry that speaks Confluent's HTTP API, such as Confluent's own, Apicurio or Karapace.
public final class ConfluentSchemaRegistry implements SchemaRegistry {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int NOT_FOUND = 404;

  private final RegistryHttp http;
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<UUID, Schema> byGuid = new ConcurrentHashMap<>();

  private record Registration(String subject, Schema schema) {}

  /// @param base where the API begins, such as `http://registry:8081`
  public ConfluentSchemaRegistry(URI base, Optional<Credentials> credentials) {
    this(base, credentials, RegistryHttp.FIRST_PAUSE);
  }

  ConfluentSchemaRegistry(URI base, Optional<Credentials> credentials, Duration firstPause) {
    http = new RegistryHttp(base, credentials, firstPause);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    var registration = new Registration(subject, schema);
    Integer known = ids.get(registration);
    if (known != null) {
      return known;
    }
    int id = register(registration);
    ids.put(registration, id);
    return id;
  }

  @Override
  public Optional<Schema> schema(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    HttpResponse<String> answer = http.send(get("/schemas/ids/" + id));
    if (answer.statusCode() == NOT_FOUND && json(answer).has("error_code")) {
      return Optional.empty();
    }
    Schema schema = schemaIn(answer, "schema " + id);
    byId.put(id, schema);
    return Optional.of(schema);
  }

  @Override
  public Optional<Schema> schema(UUID guid) {
    Schema known = byGuid.get(guid);
    if (known != null) {
      return Optional.of(known);
    }
    HttpResponse<String> answer = http.send(get("/schemas/guids/" + guid));
    // Whatever the body: a registry from before GUIDs knows none of them.
    if (answer.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    Schema schema = schemaIn(answer, "schema " + guid);
    byGuid.put(guid, schema);
    return Optional.of(schema);
  }

  @Override
  public void close() {
    http.close();
  }

  private int register(Registration registration) {
    String body =
        JSON.createObjectNode().put("schema", registration.schema().toString()).toString();
    String path =
        "/subjects/"
            + URLEncoder.encode(registration.subject(), UTF_8).replace("+", "%20")
            + "/versions";
    HttpResponse<String> answer =
        http.send(
            http.request(path)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(body))
                .build());
    JsonNode id = json(answer).path("id");
    if (isError(answer) || !id.canConvertToInt() || !id.isIntegralNumber()) {
      throw new SerializationException(
          "the schema registry does not take %s for %s: %s"
              .formatted(
                  registration.schema().getName(), registration.subject(), http.words(answer)));
    }
    return id.intValue();
  }

  private Schema schemaIn(HttpResponse<String> answer, String what) {
    JsonNode body = json(answer);
    if (isError(answer) || !body.path("schema").isTextual()) {
      throw new RegistryUnavailable(
          "the schema registry does not tell %s: %s".formatted(what, http.words(answer)));
    }
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new SerializationException("%s is not Avro, but %s".formatted(what, type));
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw new SerializationException(
          "%s cannot be parsed: %s".formatted(what, e.getMessage()), e);
    }
  }

  private HttpRequest get(String path) {
    return http.request(path).GET().build();
  }

  private static boolean isError(HttpResponse<String> answer) {
    return answer.statusCode() / 100 != 2;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
