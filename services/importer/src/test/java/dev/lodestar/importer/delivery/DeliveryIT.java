package dev.lodestar.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.importer.history.CsvHistory;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import dev.lodestar.wire.Connection;
import dev.lodestar.wire.EnsureTopics;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.TopicSettings;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.Events;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryIT {

  private static final Path CRM = Path.of("src/test/resources/crm");
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir static Path data;

  private static EmbeddedBroker broker;
  private static int installations;

  private Destination destination;
  private SchemaRegistry registry;
  private Topics topics;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(data.resolve("shared"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void install() {
    String prefix = "lodestar-%d.".formatted(++installations);
    destination =
        new Destination(
            new Connection(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                prefix,
                RegistrySettings.EMBEDDED),
            prefix + "refinery");
    registry =
        destination.connection().registry().open(prefix, destination.connection().clientConfig());
    topics = Topics.of(prefix, registry);
    EnsureTopics.ensure(
        destination.connection().clientConfig(), topics, TopicSettings.DEFAULT.withPartitions(2));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void sendsAHistoryTwiceAsTheSameEvents() throws IOException, MappingException {
    CsvHistory history = history();

    send(history, Integer.MAX_VALUE);
    List<AccountEvent> once = received();
    send(history, Integer.MAX_VALUE);
    List<AccountEvent> twice = received();

    assertThat(once).containsExactlyInAnyOrderElementsOf(history.events());
    assertThat(twice).hasSize(2 * once.size());
    assertThat(new HashSet<>(twice)).isEqualTo(new HashSet<>(once));
  }

  @Test
  void isCompletedByAnotherRunAfterItWasCutShort() throws IOException, MappingException {
    CsvHistory history = history();

    assertThatThrownBy(() -> send(history, 5)).hasMessage("cut short");
    assertThat(received()).hasSize(5);
    send(history, Integer.MAX_VALUE);

    assertThat(new HashSet<>(received())).isEqualTo(new HashSet<>(history.events()));
  }

  @Test
  void keepsTheEventsOfAnAccountInOrder() throws IOException {
    try (var delivery = Delivery.open(destination, "test", CLOCK)) {
      for (int i = 0; i < 3000; i++) {
        delivery.send(deal("account-" + i % 7, "deal-" + i));
      }
      delivery.flush();
    }

    var byAccount = new TreeMap<String, List<Integer>>();
    for (AccountEvent event : received()) {
      byAccount
          .computeIfAbsent(event.accountId(), _ -> new ArrayList<>())
          .add(Integer.valueOf(((DealReported) event).dealId().substring(5)));
    }
    assertThat(byAccount).hasSize(7);
    assertThat(byAccount.values()).allSatisfy(deals -> assertThat(deals).isSorted());
  }

  @Test
  void holdsEveryProfileWhileItSends() throws IOException {
    define("enterprise");

    try (var delivery = Delivery.open(destination, "import crm", CLOCK)) {
      delivery.send(deal("a", "d"));
      delivery.flush();
    }

    var hold = new ProfileRequest.Hold("import crm", NOW.plus(Delivery.HOLD));
    assertThat(WholeTopic.latest(destination, topics.profileRequests()))
        .isEqualTo(Map.of("default", hold, "enterprise", hold));
  }

  @Test
  void saysThatNobodyIsThereToLearn() throws IOException {
    try (var delivery = Delivery.open(destination, "import crm", CLOCK)) {
      delivery.send(deal("a", "d"));

      assertThat(delivery.settle(_ -> {}, Duration.ofMillis(500)))
          .isEqualTo(new Settlement.NobodyThere(destination.applicationId()));
    }
    assertThat(WholeTopic.latest(destination, topics.profileRequests()).get("default"))
        .isInstanceOf(ProfileRequest.Hold.class);
  }

  @Test
  void waitsForTheRefineryAndThenHasProfilesPublished() throws IOException {
    define("enterprise");
    var news = new ArrayList<Long>();
    Settlement settlement;

    try (var _ = StandInRefinery.start(destination, topics);
        var delivery = Delivery.open(destination, "import crm", CLOCK)) {
      for (int i = 0; i < 500; i++) {
        delivery.send(deal("account-" + i, "deal-" + i));
      }
      settlement = delivery.settle(news::add);
    }

    assertThat(settlement)
        .isEqualTo(
            new Settlement.Published(
                List.of(
                    new Settlement.Profile("default", 3, StandInRefinery.AS_OF, 0),
                    new Settlement.Profile("enterprise", 3, StandInRefinery.AS_OF, 0)),
                List.of()));
    assertThat(WholeTopic.latest(destination, topics.profileRequests()))
        .containsOnlyKeys("default", "enterprise")
        .allSatisfy((_, r) -> assertThat(r).isEqualTo(new ProfileRequest.Publish("import crm")));
  }

  @Test
  void saysThatLodestarHasNotRunThereYet() {
    var elsewhere =
        new Destination(
            new Connection(
                destination.connection().clientConfig(), "other.", RegistrySettings.EMBEDDED),
            "lodestar-refinery");

    assertThatThrownBy(() -> Delivery.open(elsewhere, "test", CLOCK))
        .isInstanceOf(DeliveryException.class)
        .hasMessageStartingWith("Lodestar has not run on the Kafka cluster at localhost:")
        .hasMessageContaining(
            "no topic other.account-identities, other.accounts, other.churn-events,");
  }

  @Test
  void saysThatItCannotReadWhatIsThereRatherThanThatNobodyAnswers() {
    try (var producer =
        new KafkaProducer<>(
            destination.connection().clientConfig(),
            topics.profileDefinitions().key().serializer(),
            new ByteArraySerializer())) {
      var _ =
          producer.send(
              new ProducerRecord<>(topics.profileDefinitions().name(), "odd", new byte[] {7}));
    }

    assertThatThrownBy(() -> Delivery.open(destination, "test", CLOCK))
        .isInstanceOf(DeliveryException.class)
        .hasMessageStartingWith("What the Lodestar at localhost:")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void saysThatTheBrokerWentAway() throws IOException {
    EmbeddedBroker shortLived = EmbeddedBroker.start(data.resolve("short-lived"));
    Map<String, Object> impatient =
        Map.of(
            "bootstrap.servers", shortLived.bootstrapServers(),
            "delivery.timeout.ms", 2000,
            "request.timeout.ms", 1000,
            "max.block.ms", 2000);
    var there =
        new Destination(
            new Connection(impatient, "lodestar.", RegistrySettings.EMBEDDED), "refinery");
    try (var schemas = there.connection().registry().open("lodestar.", impatient)) {
      EnsureTopics.ensure(
          impatient, Topics.of("lodestar.", schemas), TopicSettings.DEFAULT.withPartitions(1));
    }
    try (var delivery = Delivery.open(there, "test", CLOCK)) {
      delivery.send(deal("a", "d-0"));
      delivery.flush();
      shortLived.close();

      assertThatThrownBy(
              () -> {
                delivery.send(deal("a", "d-1"));
                delivery.flush();
              })
          .isInstanceOf(DeliveryException.class)
          .hasMessageStartingWith("The broker at localhost:")
          .hasMessageEndingWith("import again when it is back: nothing counts twice.");
    }
  }

  private static CsvHistory history() throws IOException, MappingException {
    return CsvHistory.read(Mapping.read(CRM.resolve("mapping.yml")), List.of(CRM), CLOCK);
  }

  /// @param limit after how many events the sender dies
  private void send(CsvHistory history, int limit) throws IOException {
    try (var delivery = Delivery.open(destination, "test", CLOCK)) {
      var sent = new ArrayList<AccountEvent>();
      history.forEach(event -> {
        if (sent.size() == limit) {
          delivery.flush();
          throw new IOException("cut short");
        }
        delivery.send(event);
        sent.add(event);
      });
      delivery.flush();
    }
  }

  private List<AccountEvent> received() {
    var events = new ArrayList<AccountEvent>();
    for (Topic<?, ?> input : topics.inputs()) {
      events.addAll(received(input));
    }
    return events;
  }

  @SuppressWarnings("unchecked") // Every input is keyed by account.
  private List<AccountEvent> received(Topic<?, ?> input) {
    var events = new ArrayList<AccountEvent>();
    WholeTopic.all(
        destination,
        (Topic<String, Object>) input,
        (account, value) -> {
          AccountEvent event = Events.toDomain((SpecificRecord) value.orElseThrow());
          assertThat(account).isEqualTo(event.accountId());
          events.add(event);
        });
    return events;
  }

  private void define(String profileId) {
    try (var producer =
        new KafkaProducer<>(
            destination.connection().clientConfig(),
            topics.profileDefinitions().key().serializer(),
            topics.profileDefinitions().value().serializer())) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topics.profileDefinitions().name(),
                  profileId,
                  ProfileDefinition.withDefaults(profileId)));
    }
  }

  private static DealReported deal(String account, String deal) {
    return new DealReported(
        "test:" + deal,
        account,
        NOW.minusSeconds(3600),
        "test",
        deal,
        0,
        DealStage.WON,
        Optional.empty(),
        OptionalDouble.of(10),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }
}
