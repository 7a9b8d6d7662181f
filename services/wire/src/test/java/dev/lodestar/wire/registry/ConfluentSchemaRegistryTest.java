package dev.lodestar.wire.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lodestar.schemas.LeftOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfluentSchemaRegistryTest {

  private static final Schema SCHEMA =
      new Schema.Parser().parse(LeftOut.getClassSchema().toString());
  private static final String AS_JSON =
      "{\"schema\":\"" + SCHEMA.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";

  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private final HttpServer server;
  private final ConfluentSchemaRegistry registry;

  private record Answer(int status, String body) {}

  ConfluentSchemaRegistryTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry =
        new ConfluentSchemaRegistry(
            base(), Optional.of(new Credentials("ann", "s3cret")), Duration.ofMillis(1));
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    registry.close();
    server.stop(0);
  }

  @Test
  void registersASchemaOnce() {
    answers.add(new Answer(200, "{\"id\":42}"));

    assertThat(registry.idOf("acme.accounts-value", SCHEMA)).isEqualTo(42);
    assertThat(registry.idOf("acme.accounts-value", SCHEMA)).isEqualTo(42);

    assertThat(requests)
        .containsExactly(
            "POST /ccompat/v7/subjects/acme.accounts-value/versions Basic YW5uOnMzY3JldA== "
                + AS_JSON);
  }

  @Test
  void escapesSubjects() {
    answers.add(new Answer(200, "{\"id\":1}"));

    registry.idOf("a/b c", SCHEMA);

    assertThat(requests.getFirst()).startsWith("POST /ccompat/v7/subjects/a%2Fb%20c/versions ");
  }

  @Test
  void asksForASchemaOnce() {
    answers.add(new Answer(200, AS_JSON));

    assertThat(registry.schema(42)).contains(SCHEMA);
    assertThat(registry.schema(42)).contains(SCHEMA);

    assertThat(requests).containsExactly("GET /ccompat/v7/schemas/ids/42 Basic YW5uOnMzY3JldA== ");
  }

  @Test
  void asksForASchemaByGuid() {
    var guid = UUID.fromString("399b04f1-05b8-7244-e65b-50111d79d153");
    answers.add(new Answer(200, AS_JSON));

    assertThat(registry.schema(guid)).contains(SCHEMA);

    assertThat(requests.getFirst()).startsWith("GET /ccompat/v7/schemas/guids/" + guid);
  }

  @Test
  void knowsWhatTheRegistryDoesNotKnow() {
    answers.add(new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));
    answers.add(new Answer(404, "no such page"));

    assertThat(registry.schema(42)).isEmpty();
    assertThat(registry.schema(new UUID(1, 2))).isEmpty();
  }

  @Test
  void doesNotTakeAnotherServerForARegistryThatKnowsNothing() {
    answers.add(new Answer(404, "<html>no such page</html>"));

    assertThatThrownBy(() -> registry.schema(42))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageStartingWith("the schema registry does not tell schema 42: GET http://")
        .hasMessageEndingWith("/ccompat/v7/schemas/ids/42 answered 404 <html>no such page</html>");
  }

  @Test
  void triesAgainWhileTheRegistryRestarts() {
    answers.add(new Answer(503, ""));
    answers.add(new Answer(500, "{\"error_code\":50001,\"message\":\"backend\"}"));
    answers.add(new Answer(200, AS_JSON));

    assertThat(registry.schema(42)).contains(SCHEMA);
    assertThat(requests).hasSize(3);
  }

  @Test
  void givesUpInTheEnd() {
    for (int i = 0; i < RegistryHttp.ATTEMPTS; i++) {
      answers.add(new Answer(500, "down"));
    }

    assertThatThrownBy(() -> registry.schema(42))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageStartingWith("the schema registry fails: GET ")
        .hasMessageEndingWith("answered 500 down");
    assertThat(requests).hasSize(RegistryHttp.ATTEMPTS);
  }

  @Test
  void saysThatNobodyAnswers() {
    server.stop(0);

    assertThatThrownBy(() -> registry.schema(42))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessage("the schema registry at %s does not answer", base());
  }

  @Test
  void saysThatItIsNotWelcome() {
    answers.add(new Answer(401, "{\"error_code\":401}"));

    assertThatThrownBy(() -> registry.schema(42))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageContaining("check user and password")
        .hasMessageNotContaining("s3cret");
    assertThat(requests).hasSize(1);
  }

  @Test
  void saysThatASchemaIsRefused() {
    answers.add(new Answer(409, "{\"error_code\":409,\"message\":\"incompatible\"}"));

    assertThatThrownBy(() -> registry.idOf("subject", SCHEMA))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith("the schema registry does not take LeftOut for subject: POST ")
        .hasMessageContaining("incompatible");
  }

  @Test
  void readsNothingButAvro() {
    answers.add(new Answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}"));
    answers.add(new Answer(200, "{\"schema\":\"{\"}"));

    assertThatThrownBy(() -> registry.schema(7))
        .isInstanceOf(SerializationException.class)
        .hasMessage("schema 7 is not Avro, but PROTOBUF");
    assertThatThrownBy(() -> registry.schema(8))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith("schema 8 cannot be parsed: ");
  }

  private URI base() {
    return URI.create("http://localhost:%d/ccompat/v7".formatted(server.getAddress().getPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(
          "%s %s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toASCIIString(),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      var answer = Optional.ofNullable(answers.poll()).orElseThrow();
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
