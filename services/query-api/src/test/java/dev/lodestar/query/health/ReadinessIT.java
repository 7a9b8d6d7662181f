package dev.lodestar.query.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.QueryApi;
import dev.lodestar.query.QueryApiNotStarted;
import dev.lodestar.query.QuerySettings;
import dev.lodestar.wire.EnsureTopics;
import dev.lodestar.wire.TopicSettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessIT {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void isRedUntilTheTopicsExistAndHaveBeenRead() throws Exception {
    QuerySettings settings = LiveApi.settings(LiveApi.freshPrefix());

    try (QueryApi api = QueryApi.start(settings)) {
      HttpResponse<String> readiness = get(api, "/health/readiness");
      HttpResponse<String> profiles = get(api, "/profiles");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.body()).contains("waiting for the topic");
      assertThat(get(api, "/health/liveness").statusCode()).isEqualTo(200);
      assertThat(get(api, "/").statusCode()).isEqualTo(200);
      assertThat(profiles.statusCode()).isEqualTo(503);
      assertThat(profiles.headers().firstValue("Retry-After")).contains("1");
      assertThat(LiveApi.json(profiles).get("detail").textValue())
          .contains(settings.topicPrefix() + "fits");

      createTopics(settings);

      LiveApi.await(api::isReady);
      assertThat(get(api, "/health/readiness").statusCode()).isEqualTo(200);
      assertThat(get(api, "/profiles").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isRedWhileTheBrokerIsAwayAndAnswersGoOn(@TempDir Path folder) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(folder);
    String address = broker.bootstrapServers();
    QuerySettings settings = QuerySettings.local(address, 0);
    createTopics(settings);
    try (QueryApi api = QueryApi.start(settings)) {
      LiveApi.await(api::isReady);

      broker.close();
      HttpResponse<String> away = get(api, "/health/readiness");
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(get(api, "/profiles").statusCode()).isEqualTo(200);
      HttpResponse<String> write =
          http.send(
              HttpRequest.newBuilder(URI.create(api.uri() + "/profiles/x/definition"))
                  .header("Content-Type", "application/json")
                  .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(write.statusCode()).isEqualTo(503);
      assertThat(LiveApi.json(write).get("type").textValue()).endsWith("broker-away");

      broker = EmbeddedBroker.start(folder, URI.create("kafka://" + address).getPort());
      LiveApi.await(() -> get(api, "/health/readiness").statusCode() == 200);
    } finally {
      broker.close();
    }
  }

  @Test
  void saysInOneSentenceThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      QuerySettings settings = QuerySettings.local("localhost:1", taken.getLocalPort());

      Assertions.assertThatThrownBy(() -> QueryApi.start(settings).close())
          .isInstanceOf(QueryApiNotStarted.class)
          .hasMessageStartingWith("The API's port " + taken.getLocalPort() + " cannot be used")
          .hasMessageContaining("LODESTAR_HTTP_PORT")
          .message()
          .doesNotContain("\n");
    }
  }

  private static void createTopics(QuerySettings settings) {
    try (SchemaRegistry registry =
        settings.registry().open(settings.topicPrefix(), settings.clientConfig())) {
      EnsureTopics.ensure(
          settings.clientConfig(),
          Topics.of(settings.topicPrefix(), registry),
          TopicSettings.DEFAULT.withPartitions(2));
    }
  }

  private HttpResponse<String> get(QueryApi api, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(api.uri() + path)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
