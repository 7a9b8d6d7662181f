package dev.lodestar.refinery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lodestar.broker.EmbeddedBroker;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.testing.Committed;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A broker of our own, with clients to write inputs and read results.
final class Installation implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder =
      Path.of("target", "installations", UUID.randomUUID().toString()).toAbsolutePath();
  private final EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
  private final Map<String, Object> clientConfig =
      Map.of("bootstrap.servers", broker.bootstrapServers());
  private final SchemaRegistry registry =
      RegistrySettings.EMBEDDED.open(Topics.DEFAULT_PREFIX, clientConfig);
  private final Topics topics = Topics.of(Topics.DEFAULT_PREFIX, registry);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(clientConfig, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<Refinery> refineries = new ArrayList<>();

  Topics topics() {
    return topics;
  }

  Admin admin() {
    return Admin.create(clientConfig);
  }

  /// @param name of the instance, and of its state folder
  RefinerySettings settings(String name) {
    return RefinerySettings.from(values(name));
  }

  Map<String, String> values(String name) {
    var values = new HashMap<String, String>();
    values.put("bootstrap.servers", broker.bootstrapServers());
    values.put("state.dir", state(name).toString());
    values.put("partitions", "3");
    values.put("threads", "1");
    values.put("refit.interval", "200");
    // The shortest that a broker allows: whoever was killed is missed that long.
    values.put("kafka.consumer.session.timeout.ms", "6000");
    // So long is waited for the end of what somebody began who does not come back.
    values.put("kafka.producer.transaction.timeout.ms", "5000");
    return values;
  }

  Path state(String name) {
    return folder.resolve(name);
  }

  /// Starts an instance and waits until it is ready.
  Refinery start(String name) {
    Refinery refinery = Refinery.start(settings(name));
    refineries.add(refinery);
    await().atMost(PATIENCE).until(refinery::isReady);
    return refinery;
  }

  void send(List<? extends AccountEvent> events) {
    var sent = new ArrayList<Future<?>>();
    for (AccountEvent event : events) {
      Topic<String, ?> topic = topicOf(event);
      sent.add(producer.send(record(topic, event.accountId(), Events.toAvro(event))));
    }
    sent.forEach(Installation::get);
  }

  void sendBytes(Topic<?, ?> topic, String key, byte @Nullable [] value) {
    get(producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), value)));
  }

  void ask(String profileId, ProfileRequest request) {
    get(producer.send(record(topics.profileRequests(), profileId, request)));
  }

  /// Waits until everything sent so far, and all that followed from it, is committed.
  void settle() {
    awaitCommitted(topics.inputs().stream().map(Topic::name).toList());
    awaitCommitted(List.of(topics.handovers().name()));
    awaitCommitted(List.of("lodestar-refinery-observations-repartition"));
  }

  private void awaitCommitted(List<String> names) {
    Committed.awaitWorkedOff(clientConfig, "lodestar-refinery", names, PATIENCE);
  }

  /// All committed records of a topic.
  List<ConsumerRecord<byte[], byte[]>> records(Topic<?, ?> topic) {
    return Committed.records(clientConfig, topic.name());
  }

  /// All committed values of a topic.
  <V> List<V> values(Topic<?, V> topic) {
    return records(topic).stream()
        .map(r -> topic.value().deserializer().deserialize(topic.name(), r.headers(), r.value()))
        .toList();
  }

  /// The newest committed value of each key.
  <V> Map<String, V> latest(Topic<String, V> topic) {
    var latest = new LinkedHashMap<String, V>();
    records(topic)
        .forEach(r ->
            latest.put(
                new String(r.key(), UTF_8),
                topic.value().deserializer().deserialize(topic.name(), r.headers(), r.value())));
    return latest;
  }

  Optional<ProfileVersion> newestVersion() {
    return values(topics.profileVersions()).stream()
        .max(Comparator.comparingInt(ProfileVersion::number));
  }

  /// The newest version, once it is as wanted.
  ProfileVersion awaitPublished(Predicate<ProfileVersion> wanted) {
    return await()
        .atMost(PATIENCE)
        .until(this::newestVersion, newest -> newest.filter(wanted).isPresent())
        .orElseThrow();
  }

  /// Waits for the version that holds this; what came before may know all deals, and not yet all
  /// that is known of their accounts.
  ProfileVersion awaitLearned(LearnedProfile expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(newestVersion().map(ProfileVersion::learned).orElse(null))
                .isEqualTo(expected));
    return newestVersion().orElseThrow();
  }

  /// Why the default profile's latest refit was held back.
  List<String> heldBecause() {
    var status = latest(topics.profileStatus()).get("default");
    return status == null ? List.of() : status.heldBecause();
  }

  void stopBroker() {
    broker.close();
  }

  /// Forgets the state of an instance, as a new machine would.
  void wipe(String name) {
    try (var files = Files.walk(state(name))) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    refineries.forEach(Refinery::close);
    producer.close();
    registry.close();
    broker.close();
  }

  private ProducerRecord<byte[], byte[]> record(Topic<String, ?> topic, String key, Object value) {
    return new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), bytes(topic, value));
  }

  @SuppressWarnings("unchecked") // the topic's serde writes any value meant for it
  private static byte[] bytes(Topic<String, ?> topic, Object value) {
    return ((Topic<String, Object>) topic).value().serializer().serialize(topic.name(), value);
  }

  private Topic<String, ?> topicOf(AccountEvent event) {
    return switch (event) {
      case AccountEvent.AttributesObserved _ -> topics.accounts();
      case AccountEvent.SiteVisited _ -> topics.websiteVisits();
      case AccountEvent.DealReported _ -> topics.dealOutcomes();
      case AccountEvent.ChurnReported _ -> topics.churnEvents();
      case AccountEvent.AccountErased _, AccountEvent.AccountMerged _ -> topics.accountIdentities();
    };
  }

  static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
