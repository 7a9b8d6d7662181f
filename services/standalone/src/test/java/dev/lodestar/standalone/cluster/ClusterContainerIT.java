package dev.lodestar.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.query.QueryApi;
import dev.lodestar.query.QuerySettings;
import dev.lodestar.refinery.Refinery;
import dev.lodestar.refinery.RefinerySettings;
import dev.lodestar.schemas.DealReported;
import dev.lodestar.schemas.DealStage;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.kafka.KafkaContainer;

/// The refinery and the API on brokers in a container, which they reach by `bootstrap.servers`
/// alone.
@ExtendWith(WhereContainersRun.class)
class ClusterContainerIT {

  private static final int DEALS = 400;
  private static final Instant FIRST = Instant.parse("2024-01-08T09:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final KafkaContainer KAFKA = new KafkaContainer(WhereContainersRun.KAFKA);

  private static Refinery refinery;
  private static QueryApi api;

  @BeforeAll
  static void start() {
    KAFKA.start();
    refinery =
        Refinery.start(
            RefinerySettings.from(
                Map.of(
                    "bootstrap.servers",
                    KAFKA.getBootstrapServers(),
                    "partitions",
                    "3",
                    "replication",
                    "1",
                    "state.dir",
                    stateDir().toString())));
    api = QueryApi.start(QuerySettings.local(KAFKA.getBootstrapServers(), 0));
    await().atMost(PATIENCE).until(() -> refinery.isReady() && api.isReady());
  }

  @AfterAll
  static void stop() {
    if (api != null) {
      api.close();
    }
    if (refinery != null) {
      refinery.close();
    }
    KAFKA.stop();
  }

  @Test
  void learnsFromEventsOnBrokersElsewhere() {
    send();

    await()
        .atMost(PATIENCE)
        .until(() ->
            get("/profiles/default").at("/live/totals/observations").asInt() == DEALS
                && get("/profiles/default")
                    .at("/version/learned/criteria/0/attribute")
                    .asText()
                    .equals("industry"));

    JsonNode fit = get("/accounts/account-0/fit");
    double sum = fit.get("averageLogOdds").asDouble();
    for (JsonNode reason : fit.get("reasons")) {
      sum += reason.get("weight").asDouble();
    }
    assertThat(sum)
        .isCloseTo(fit.get("logOdds").asDouble(), org.assertj.core.api.Assertions.within(1e-9));
  }

  /// Two industries: of retail four in five deals are won, of the other one in five.
  private static void send() {
    var random = new Random(42);
    Map<String, Object> client = Map.of("bootstrap.servers", KAFKA.getBootstrapServers());
    try (var registry = RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, client)) {
      var deals = Topics.of(Topics.DEFAULT_PREFIX, registry).dealOutcomes();
      try (var producer =
          new KafkaProducer<>(client, deals.key().serializer(), deals.value().serializer())) {
        for (int i = 0; i < DEALS; i++) {
          boolean retail = i % 2 == 0;
          boolean won = random.nextInt(5) < (retail ? 4 : 1);
          Instant closed = FIRST.plus(Duration.ofHours(6L * i));
          var deal =
              DealReported.newBuilder()
                  .setEventId("e" + i)
                  .setAccountId("account-" + i)
                  .setOccurredAt(closed)
                  .setSource("test")
                  .setDealId("d" + i)
                  .setStage(won ? DealStage.WON : DealStage.LOST)
                  .setOpenedAt(closed.minus(Duration.ofDays(20)))
                  .setAttributes(Map.of("industry", retail ? "retail" : "mining"))
                  .build();
          // What is not taken shows in the count of observations.
          var _ = producer.send(new ProducerRecord<>(deals.name(), deal.getAccountId(), deal));
        }
      }
    }
  }

  private static Path stateDir() {
    return Path.of("target", "cluster-it-" + ProcessHandle.current().pid()).toAbsolutePath();
  }

  private static JsonNode get(String path) {
    try (var http = HttpClient.newHttpClient()) {
      var response =
          http.send(
              HttpRequest.newBuilder(URI.create(api.uri() + path)).build(),
              BodyHandlers.ofString());
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("no answer to " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
