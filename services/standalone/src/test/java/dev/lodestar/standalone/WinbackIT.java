package dev.lodestar.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.query.QueryApi;
import dev.lodestar.query.QuerySettings;
import dev.lodestar.simulator.EventSender;
import dev.lodestar.simulator.Winback;
import dev.lodestar.simulator.Winback.Chapter;
import dev.lodestar.simulator.Winback.Crossing;
import dev.lodestar.standalone.running.DataFolder;
import dev.lodestar.testing.Committed;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/// The whole way from a lapse to a decision, told to a refinery that is killed at random moments.
///
/// How often is set with `-Dlodestar.winback.kills=40`, and which story and which moments with
/// `-Dlodestar.winback.seed=7`.
class WinbackIT {

  private static final int KILLS = Integer.getInteger("lodestar.winback.kills", 3);
  private static final long SEED = Long.getLong("lodestar.winback.seed", 1);

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String GROUP = "lodestar-refinery";
  private static final Path FOLDER = Trial.pathOf("winback").toAbsolutePath();

  /// In which windows it is killed; with few kills, only in the first ones.
  private enum Window {
    NEW_FUNDING,
    PROFILE_TURNS,
    SOME_FALL_OUT,
    DEALS_OF_THE_TURN,
    EVENTS_OF_THE_FALL
  }

  @Test
  void announcesEveryCrossingExactlyOnceThoughKilledAtRandomMoments() throws Exception {
    DataFolder.openEmpty(Trial.pathOf("winback")).close();
    // Up to the real time, since the broker dates what it receives and what lies ahead is rejected.
    var story = new Winback(SEED, Instant.now().minus(Winback.LENGTH));
    var random = new Random(SEED);
    try (var broker = EmbeddedBroker.start(FOLDER.resolve("broker"));
        var refinery = RefineryUnderFire.start(broker.bootstrapServers(), FOLDER, random);
        var told = new Told(broker.bootstrapServers())) {
      told.define(story.definition());

      told.hold();
      told.tell(story.events(Chapter.OPENING));
      told.publish(1);
      told.awaitAnnounced(story.announcedBy(Chapter.OPENING));

      told.hold();
      told.tell(story.events(Chapter.FUNDING), refinery, kills(Window.NEW_FUNDING), random);
      told.awaitAnnounced(story.announcedBy(Chapter.FUNDING));

      told.tell(story.events(Chapter.TURN), refinery, kills(Window.DEALS_OF_THE_TURN), random);
      told.settle();
      told.ask(new Publish("the story"));
      refinery.strike(kills(Window.PROFILE_TURNS));
      told.awaitVersion(2);
      told.awaitAnnounced(story.announcedBy(Chapter.TURN));

      told.hold();
      told.tell(story.events(Chapter.FALL), refinery, kills(Window.EVENTS_OF_THE_FALL), random);
      told.settle();
      told.ask(new Publish("the story"));
      refinery.strike(kills(Window.SOME_FALL_OUT));
      told.awaitVersion(3);
      told.awaitAnnounced(story.announcedBy(Chapter.FALL));

      // Everything once more, to a refinery that has just been started.
      refinery.restart();
      for (Chapter chapter : Chapter.values()) {
        told.tell(story.events(chapter));
      }
      refinery.awaitReady();
      told.settle();

      System.out.printf("Killed %d times, seed %d.%n", refinery.kills(), SEED);
      assertThat(told.announced()).isEqualTo(story.announcedBy(Chapter.FALL));
      assertThat(told.ids()).doesNotHaveDuplicates().hasSize(180 + 30);
      assertThat(told.versions()).isEqualTo(3);

      assertTrialIsTrue(broker.bootstrapServers(), told);
    }
  }

  /// What the dry run of a policy says is what comes of setting it, and nothing else.
  private static void assertTrialIsTrue(String bootstrapServers, Told told)
      throws IOException, InterruptedException {
    long candidates = told.count(State.CANDIDATE);
    long withdrawn = told.count(State.WITHDRAWN);
    try (var api = QueryApi.start(QuerySettings.local(bootstrapServers, 0));
        var http = HttpClient.newHttpClient()) {
      await().atMost(PATIENCE).until(api::isReady);
      var policy = BodyPublishers.ofString("{\"bar\": \"A\", \"frequencyCap\": {\"most\": 9}}");
      var uri = api.uri() + "/profiles/default/retargeting-policy";

      JsonNode trial = send(http, HttpRequest.newBuilder(URI.create(uri + "/trial")).POST(policy));
      send(http, HttpRequest.newBuilder(URI.create(uri)).PUT(policy));

      System.out.println(trial.path("inWords").asText());
      assertThat(trial.at("/withdraw/count").asLong()).isPositive();
      await()
          .atMost(PATIENCE)
          .during(Duration.ofSeconds(1))
          .until(() ->
              told.count(State.CANDIDATE) == candidates + trial.at("/add/count").asLong()
                  && told.count(State.WITHDRAWN)
                      == withdrawn + trial.at("/withdraw/count").asLong());
    }
  }

  private static JsonNode send(HttpClient http, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            request.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  /// The windows get their kills in turn.
  private static int kills(Window window) {
    var windows = List.of(Window.values());
    return KILLS / windows.size() + (windows.indexOf(window) < KILLS % windows.size() ? 1 : 0);
  }

  /// What is told to a refinery, and what it announces.
  private static final class Told implements AutoCloseable {

    private final Map<String, Object> client;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final EventSender sender;
    private final KafkaProducer<byte[], byte[]> producer;

    Told(String bootstrapServers) {
      client = Map.of("bootstrap.servers", bootstrapServers);
      registry = RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, client);
      topics = Topics.of(Topics.DEFAULT_PREFIX, registry);
      sender = EventSender.open(client, Topics.DEFAULT_PREFIX, RegistrySettings.EMBEDDED);
      producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void tell(List<AccountEvent> events) {
      events.forEach(sender);
      sender.flush();
    }

    /// In pieces of random size, between which the refinery is killed.
    void tell(List<AccountEvent> events, RefineryUnderFire refinery, int kills, Random random)
        throws IOException, InterruptedException {
      int from = 0;
      for (int left = kills; left > 0; left--) {
        int until = from + random.nextInt((events.size() - from) / left + 1);
        tell(events.subList(from, until));
        refinery.strike(1);
        from = until;
      }
      tell(events.subList(from, events.size()));
    }

    void define(ProfileDefinition definition) throws ExecutionException, InterruptedException {
      write(topics.profileDefinitions(), definition.profileId(), definition);
      awaitCommitted(List.of(topics.profileDefinitions().name()));
    }

    void ask(ProfileRequest request) throws ExecutionException, InterruptedException {
      write(topics.profileRequests(), ProfileDefinition.DEFAULT_ID, request);
    }

    /// Returns when it is heeded: what is told afterwards leads to no version.
    void hold() throws ExecutionException, InterruptedException {
      // A hold lapses by the refinery's wall clock.
      ask(new Hold("the story", Instant.now().plus(Duration.ofHours(2))));
      awaitCommitted(List.of(topics.profileRequests().name()));
    }

    void publish(int version) throws ExecutionException, InterruptedException {
      settle();
      ask(new Publish("the story"));
      awaitVersion(version);
    }

    void awaitVersion(int number) {
      await().atMost(PATIENCE).until(() -> versions() >= number);
    }

    long versions() {
      return read(topics.profileVersions()).stream()
          .map(record -> value(topics.profileVersions(), record))
          .mapToInt(ProfileVersion::number)
          .max()
          .orElse(0);
    }

    void awaitAnnounced(SortedMap<String, List<Crossing>> expected) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .untilAsserted(() -> assertThat(announced()).isEqualTo(expected));
    }

    /// What was announced, by account and in order.
    SortedMap<String, List<Crossing>> announced() {
      var announced = new TreeMap<String, List<Crossing>>();
      for (var record : read(topics.retargeting())) {
        Retargeting decision = value(topics.retargeting(), record);
        announced
            .computeIfAbsent(decision.accountId(), _ -> new ArrayList<>())
            .add(new Crossing(decision.state(), decision.cause()));
      }
      return announced;
    }

    long count(State state) {
      return announced().values().stream()
          .flatMap(List::stream)
          .filter(crossing -> crossing.state() == state)
          .count();
    }

    /// By which subscribers know a decision that they have been told already.
    List<String> ids() {
      return read(topics.retargeting()).stream()
          .map(record -> new String(record.headers().lastHeader("ce_id").value(), UTF_8))
          .toList();
    }

    /// Waits until all that was told is folded and, if it concerns profiles, known to them.
    void settle() {
      awaitCommitted(topics.inputs().stream().map(Topic::name).toList());
      awaitCommitted(List.of(GROUP + "-observations-repartition"));
    }

    private void awaitCommitted(List<String> names) {
      Committed.awaitWorkedOff(client, GROUP, names, PATIENCE);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic) {
      return Committed.records(client, topic.name());
    }

    private static <V> V value(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record) {
      return topic
          .value()
          .deserializer()
          .deserialize(topic.name(), record.headers(), record.value());
    }

    private <V> void write(Topic<String, V> topic, String key, V value)
        throws ExecutionException, InterruptedException {
      byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
      var _ = producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), bytes)).get();
    }

    @Override
    public void close() {
      producer.close();
      sender.close();
      registry.close();
    }
  }
}
