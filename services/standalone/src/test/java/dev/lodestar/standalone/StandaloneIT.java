package dev.lodestar.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.importer.delivery.DeliveryException;
import dev.lodestar.simulator.Timeline;
import dev.lodestar.simulator.World;
import dev.lodestar.simulator.WorldSettings;
import dev.lodestar.testing.Committed;
import dev.lodestar.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class StandaloneIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void showsADealInTheEvidenceSoonAfterItWasReported() {
    try (var trial = Trial.fresh("soon")) {
      trial.tell(deal("warm-up", 1, DealStage.WON));
      trial.flush();
      trial.awaitObservations(1);

      long begin = System.nanoTime();
      trial.tell(deal("acme", 2, DealStage.LOST));
      trial.flush();
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(30))
          .until(() -> trial.ask("/live/totals/observations").asLong(), n -> n == 2);

      System.out.printf(
          "A deal was visible as evidence after %d ms.%n", (System.nanoTime() - begin) / 1_000_000);
      assertThat(trial.ask("/live/totals/lost").asLong()).isEqualTo(1);
    }
  }

  @Test
  void knowsAfterARestartWhatItKnewBefore() throws DeliveryException {
    JsonNode before;
    var settings =
        new WorldSettings(
            3, Timeline.from(Instant.parse("2025-01-01T00:00:00Z")), 10, OptionalInt.empty());
    try (var trial = Trial.fresh("restart")) {
      var watched = new Watched(new World(settings), trial);
      watched.tellUntil(90);
      before = trial.published(watched.counts());
    }

    try (var trial = Trial.again("restart")) {
      JsonNode after = trial.ask("/version");

      assertThat(after).isEqualTo(before);
      trial.tell(deal("newcomer", 1, DealStage.WON));
      trial.flush();
      long observations = before.at("/learned/totals/observations").asLong();
      trial.awaitObservations(observations + 1);
    }
  }

  @Test
  void putsGarbageAsideAndGoesOnWithItsNeighbours()
      throws InterruptedException, ExecutionException {
    try (var trial = Trial.fresh("garbage")) {
      List<byte[]> garbage = garbage();
      int neighbours = 0;
      for (Topic<?, ?> input : trial.topics().inputs()) {
        for (byte[] bytes : garbage) {
          trial.sendBytes(input.name(), "acme".getBytes(StandardCharsets.UTF_8), bytes);
          trial.tell(deal("acme", ++neighbours, DealStage.WON));
        }
        trial.flush();
      }
      long expected = neighbours;

      trial.awaitObservations(expected);

      int aside = garbage.size() * trial.topics().inputs().size();
      Map<String, Integer> kept = new HashMap<>();
      await()
          .atMost(Trial.PATIENCE)
          .until(() -> {
            kept.put("dead letters", count(trial, trial.topics().deadLetters().name()));
            for (Topic<?, ?> input : trial.topics().inputs()) {
              String rejected = trial.topics().rejected(input).name();
              kept.put(rejected, count(trial, rejected));
            }
            return kept.values().stream().mapToInt(Integer::intValue).sum() >= aside;
          });
      System.out.println("Garbage was put aside: " + kept);
      assertThat(kept.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(aside);
      assertThat(trial.ask("/live/totals/observations").asLong()).isEqualTo(expected);
    }
  }

  @Test
  void keepsAnEventThatBreaksARuleWithTheReason() throws InterruptedException, ExecutionException {
    try (var trial = Trial.fresh("rules")) {
      var future = deal("acme", 1, DealStage.WON, Instant.parse("2999-01-01T00:00:00Z"));

      trial.tell(future);
      trial.tell(deal("acme", 2, DealStage.WON));
      trial.flush();

      trial.awaitObservations(1);
      var topic = trial.topics().rejected(trial.topics().dealOutcomes());
      await().atMost(Trial.PATIENCE).until(() -> count(trial, topic.name()) == 1);
      var rejected =
          topic
              .value()
              .deserializer()
              .deserialize(topic.name(), records(trial, topic.name()).getFirst().value());
      assertThat(rejected.getReason()).contains("2999-01-01");
    }
  }

  /// With `-Dlodestar.compaction=true` it also waits until the topics are cleaned, a minute or so.
  @Test
  void forgetsAnAccountInEveryTopicThatKeepsTheLatestWord()
      throws InterruptedException, ExecutionException {
    try (var trial = Trial.fresh("forget")) {
      trial.tell(deal("acme", 1, DealStage.WON));
      trial.tell(deal("other", 2, DealStage.LOST));
      trial.flush();
      trial.awaitObservations(2);

      trial.tell(new AccountErased("forget", "acme", NOON.plus(Duration.ofDays(1)), "crm"));
      trial.flush();
      trial.awaitObservations(1);
      JsonNode report = erasure(trial, r -> r.at("/state").asText().equals("ERASED"));

      assertThat(Trial.list(report.at("/topics")))
          .extracting(topic -> topic.at("/topic").asText())
          .contains(
              "lodestar.account-views",
              "lodestar.observations",
              "lodestar-refinery-ledgers-changelog",
              "lodestar-refinery-fits-changelog",
              "lodestar-refinery-observations-changelog",
              "lodestar-refinery-observations-repartition");
      assertThat(Trial.list(report.at("/topics")))
          .filteredOn(topic -> topic.has("serves"))
          .allSatisfy(topic -> assertThat(topic.at("/serves").asBoolean()).isFalse())
          .filteredOn(topic -> topic.at("/remains").asBoolean())
          .extracting(topic -> topic.at("/topic").asText())
          .contains("lodestar.account-views", "lodestar-refinery-ledgers-changelog");
      if (Boolean.getBoolean("lodestar.compaction")) {
        cleanAtOnce(trial, report);
        // A segment ends when something more is written to its partition.
        for (int i = 3; i < 23; i++) {
          trial.tell(deal("other-" + i, i, DealStage.WON));
        }
        trial.flush();
        erasure(trial, r -> r.at("/complete").asBoolean());
      }
    }
  }

  private static JsonNode erasure(Trial trial, Predicate<JsonNode> until) {
    return await()
        .atMost(Trial.PATIENCE)
        .ignoreExceptions() // while nobody knows of it
        .until(() -> trial.get("/accounts/acme/erasure"), until);
  }

  private static void cleanAtOnce(Trial trial, JsonNode report)
      throws InterruptedException, ExecutionException {
    Map<ConfigResource, Collection<AlterConfigOp>> soon = new HashMap<>();
    for (JsonNode topic : report.at("/topics")) {
      if (topic.has("serves")) {
        soon.put(
            new ConfigResource(ConfigResource.Type.TOPIC, topic.at("/topic").asText()),
            Stream.of("max.compaction.lag.ms", "segment.ms")
                .map(name -> new AlterConfigOp(new ConfigEntry(name, "1000"), OpType.SET))
                .toList());
      }
    }
    try (var admin = Admin.create(Map.of("bootstrap.servers", trial.bootstrapServers()))) {
      admin.incrementalAlterConfigs(soon).all().get();
    }
  }

  private static List<byte[]> garbage() {
    var random = new Random(1);
    var noise = new byte[64];
    random.nextBytes(noise);
    noise[0] = 7;
    return List.of(
        noise,
        "{\"json\": \"is not Avro\"}".getBytes(StandardCharsets.UTF_8),
        new byte[] {0, 0, 0, 0},
        new byte[] {0, 127, 1, 2, 3, 4, 5},
        new byte[] {});
  }

  private static DealReported deal(String account, int number, DealStage stage) {
    return deal(account, number, stage, NOON);
  }

  private static DealReported deal(String account, int number, DealStage stage, Instant at) {
    return new DealReported(
        "test-" + number,
        account,
        at,
        "crm",
        "d-" + number,
        0,
        stage,
        Optional.of("platform"),
        OptionalDouble.of(1_000),
        OptionalDouble.empty(),
        Optional.of(at.minus(Duration.ofDays(20))),
        Optional.of(at),
        Optional.empty(),
        new TreeMap<>(Map.of("channel", new Text("inbound"))));
  }

  private static int count(Trial trial, String topic) {
    return records(trial, topic).size();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(Trial trial, String topic) {
    return Committed.records(Map.of("bootstrap.servers", trial.bootstrapServers()), topic);
  }
}
