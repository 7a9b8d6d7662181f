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
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StandaloneIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /// Of all tests but those that end it; each has accounts of its own.
  private static Trial trial;

  private static int deals;

  @BeforeAll
  static void start() {
    trial = Trial.fresh("shared");
  }

  @AfterAll
  static void stop() {
    trial.close();
  }

  @Test
  void showsADealInTheEvidenceSoonAfterItWasReported() {
    long before = observations();
    trial.tell(deal("warm-up", DealStage.WON));
    trial.flush();
    trial.awaitObservations(before + 1);
    long lost = trial.ask("/live/totals/lost").asLong();

    long begin = System.nanoTime();
    trial.tell(deal("early", DealStage.LOST));
    trial.flush();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(30))
        .until(StandaloneIT::observations, n -> n == before + 2);

    System.out.printf(
        "A deal was visible as evidence after %d ms.%n", (System.nanoTime() - begin) / 1_000_000);
    assertThat(trial.ask("/live/totals/lost").asLong()).isEqualTo(lost + 1);
  }

  @Test
  void knowsAfterARestartWhatItKnewBefore() throws DeliveryException {
    JsonNode before;
    var settings =
        new WorldSettings(
            3, Timeline.from(Instant.parse("2025-01-01T00:00:00Z")), 10, OptionalInt.empty());
    try (var first = Trial.fresh("restart")) {
      var watched = new Watched(new World(settings), first);
      watched.tellUntil(90);
      before = first.published(watched.counts());
    }

    try (var second = Trial.again("restart")) {
      JsonNode after = second.ask("/version");

      assertThat(after).isEqualTo(before);
      second.tell(deal("newcomer", DealStage.WON));
      second.flush();
      long observations = before.at("/learned/totals/observations").asLong();
      second.awaitObservations(observations + 1);
    }
  }

  @Test
  void putsGarbageAsideAndGoesOnWithItsNeighbours()
      throws InterruptedException, ExecutionException {
    List<byte[]> garbage = garbage();
    List<String> places = new ArrayList<>(List.of(trial.topics().deadLetters().name()));
    trial.topics().inputs().forEach(i -> places.add(trial.topics().rejected(i).name()));
    long expected = observations();
    int before = kept(places).values().stream().mapToInt(Integer::intValue).sum();
    for (Topic<?, ?> input : trial.topics().inputs()) {
      for (byte[] bytes : garbage) {
        trial.sendBytes(input.name(), "acme".getBytes(StandardCharsets.UTF_8), bytes);
        trial.tell(deal("acme", DealStage.WON));
        expected++;
      }
      trial.flush();
    }

    trial.awaitObservations(expected);

    int aside = before + garbage.size() * trial.topics().inputs().size();
    Map<String, Integer> kept =
        await()
            .atMost(Trial.PATIENCE)
            .until(
                () -> kept(places),
                now -> now.values().stream().mapToInt(Integer::intValue).sum() >= aside);
    System.out.println("Garbage was put aside: " + kept);
    assertThat(kept.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(aside);
    assertThat(observations()).isEqualTo(expected);
  }

  /// How many records there are in each of these topics.
  private static Map<String, Integer> kept(List<String> topics) {
    Map<String, Integer> kept = new TreeMap<>();
    topics.forEach(topic -> kept.put(topic, records(topic).size()));
    return kept;
  }

  @Test
  void keepsAnEventThatBreaksARuleWithTheReason() {
    var topic = trial.topics().rejected(trial.topics().dealOutcomes());
    int kept = records(topic.name()).size();
    long before = observations();

    trial.tell(deal("hasty", DealStage.WON, Instant.parse("2999-01-01T00:00:00Z")));
    trial.tell(deal("hasty", DealStage.WON));
    trial.flush();

    trial.awaitObservations(before + 1);
    await().atMost(Trial.PATIENCE).until(() -> records(topic.name()).size() == kept + 1);
    assertThat(records(topic.name()))
        .map(record -> topic.value().deserializer().deserialize(topic.name(), record.value()))
        .filteredOn(rejected -> rejected.getReason().contains("2999-01-01"))
        .hasSize(1);
  }

  /// With `-Dlodestar.compaction=true` it also waits until the topics are cleaned, a minute or so.
  @Test
  void forgetsAnAccountInEveryTopicThatKeepsTheLatestWord()
      throws InterruptedException, ExecutionException {
    long before = observations();
    trial.tell(deal("forgotten", DealStage.WON));
    trial.tell(deal("other", DealStage.LOST));
    trial.flush();
    trial.awaitObservations(before + 2);

    trial.tell(new AccountErased("forget", "forgotten", NOON.plus(Duration.ofDays(1)), "crm"));
    trial.flush();
    trial.awaitObservations(before + 1);
    JsonNode report = erasure(r -> r.at("/state").asText().equals("ERASED"));

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
      cleanAtOnce(report);
      // A segment ends when something more is written to its partition.
      for (int i = 0; i < 20; i++) {
        trial.tell(deal("other-" + i, DealStage.WON));
      }
      trial.flush();
      erasure(r -> r.at("/complete").asBoolean());
    }
  }

  private static JsonNode erasure(Predicate<JsonNode> until) {
    return await()
        .atMost(Trial.PATIENCE)
        .ignoreExceptions() // while nobody knows of it
        .until(() -> trial.get("/accounts/forgotten/erasure"), until);
  }

  private static void cleanAtOnce(JsonNode report) throws InterruptedException, ExecutionException {
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

  /// Deals whose outcome is known.
  private static long observations() {
    return trial.ask("/live/totals/observations").asLong();
  }

  private static DealReported deal(String account, DealStage stage) {
    return deal(account, stage, NOON);
  }

  private static DealReported deal(String account, DealStage stage, Instant at) {
    int number = ++deals;
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

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return Committed.records(Map.of("bootstrap.servers", trial.bootstrapServers()), topic);
  }
}
