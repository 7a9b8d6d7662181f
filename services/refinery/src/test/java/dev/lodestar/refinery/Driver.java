package dev.lodestar.refinery;

import static java.util.Objects.requireNonNull;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.refinement.Pace;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.KnownSchemas;
import dev.lodestar.wire.translation.Events;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The whole topology without a broker, in one partition; time passes when the test says so.
final class Driver implements AutoCloseable {

  static final Duration TICK = Duration.ofMillis(100);

  private final Streams streams;
  private final TopologyTestDriver driver;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  Driver() {
    this(new Slice(TICK, 500, Duration.ofMillis(50), () -> 0));
  }

  Driver(Slice slice) {
    this(slice, Runnable::run);
  }

  /// @param refits does them; here and now, or when the test says so
  Driver(Slice slice, Executor refits) {
    streams = new Streams(settings(), new KnownSchemas(), new Meters(meters));
    driver =
        new TopologyTestDriver(topology(streams, slice, refits), streams.properties(), Facts.NOON);
  }

  static RefinerySettings settings() {
    return RefinerySettings.of("localhost:1", Path.of("target", "state", UUID.randomUUID() + ""));
  }

  static Topology topology(Streams streams, Slice slice) {
    return topology(streams, slice, Runnable::run);
  }

  private static Topology topology(Streams streams, Slice slice, Executor refits) {
    var pace = new Pace(TICK, Duration.ofSeconds(1), 3, refits, () -> 0);
    return streams.topology(new Partitions(1, 1), slice, pace);
  }

  Topics topics() {
    return streams.topics();
  }

  void send(AccountEvent event) {
    Topic<String, ?> topic = topicOf(event);
    sendBytes(topic, event.accountId(), bytes(topic, Events.toAvro(event)));
  }

  void send(Iterable<? extends AccountEvent> events) {
    events.forEach(this::send);
  }

  @SuppressWarnings("unchecked") // the topic's serde writes any record of its schema
  byte @Nullable [] bytes(Topic<String, ?> topic, @Nullable SpecificRecord value) {
    return ((Topic<String, Object>) topic).value().serializer().serialize(topic.name(), value);
  }

  byte[] bytes(ProfileVersion version) {
    var topic = topics().profileVersions();
    return topic.value().serializer().serialize(topic.name(), version);
  }

  void sendBytes(Topic<?, ?> topic, @Nullable String key, byte @Nullable [] value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, new RecordHeaders(), Facts.NOON));
  }

  void define(ProfileDefinition definition) {
    define(definition.profileId(), definition);
  }

  void define(String profileId, @Nullable ProfileDefinition definition) {
    var topic = topics().profileDefinitions();
    sendBytes(
        topic,
        profileId,
        definition == null ? null : topic.value().serializer().serialize(topic.name(), definition));
  }

  void ask(String profileId, ProfileRequest request) {
    var topic = topics().profileRequests();
    sendBytes(topic, profileId, topic.value().serializer().serialize(topic.name(), request));
  }

  void pin(String profileId, @Nullable Pin pin) {
    var topic = topics().profilePins();
    sendBytes(
        topic,
        profileId,
        pin == null ? null : topic.value().serializer().serialize(topic.name(), pin));
  }

  void rule(String profileId, @Nullable RetargetingPolicy policy) {
    var topic = topics().retargetingPolicies();
    sendBytes(
        topic,
        profileId,
        policy == null ? null : topic.value().serializer().serialize(topic.name(), policy));
  }

  /// Lets wall-clock time pass, tick by tick.
  void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(TICK)) {
      driver.advanceWallClockTime(TICK);
    }
  }

  /// Lets wall-clock time pass all at once.
  void leap(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /// Everything sent to a topic since it was last asked.
  <K, V> List<TestRecord<K, V>> read(Topic<K, V> topic) {
    return driver
        .createOutputTopic(topic.name(), topic.key().deserializer(), topic.value().deserializer())
        .readRecordsToList();
  }

  /// The latest value of each key since it was last asked.
  <V> Map<String, V> latest(Topic<String, V> topic) {
    var latest = new LinkedHashMap<String, V>();
    read(topic).forEach(record -> latest.put(record.key(), record.value()));
    return latest;
  }

  /// The latest value of a key since the topic was last asked; there must be one.
  <V> V latest(Topic<String, V> topic, String key) {
    return requireNonNull(latest(topic).get(key), key);
  }

  List<ProfileVersion> versions() {
    var versions = new ArrayList<ProfileVersion>();
    read(topics().profileVersions()).forEach(record -> versions.add(record.value()));
    return versions;
  }

  /// The changes that were told since it was last asked.
  List<PublishedChange> changes() {
    return read(topics().profileChanges()).stream().map(TestRecord::value).toList();
  }

  /// The keys of everything sent to an internal topic since it was last asked.
  List<String> keys(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .stream()
        .map(TestRecord::key)
        .toList();
  }

  /// What is learned of these facts when nothing goes wrong.
  static LearnedProfile learned(List<AccountEvent> facts) {
    try (var driver = new Driver()) {
      driver.send(facts);
      driver.ask("default", new Publish("the test"));
      driver.pass(Duration.ofSeconds(3));
      return driver.versions().getLast().learned();
    }
  }

  /// The keys that a store of state holds now.
  List<String> stored(String store) {
    var keys = new ArrayList<String>();
    try (var all = driver.<String, Object>getKeyValueStore(store).all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  /// What a counter has come to, over all its tags.
  double count(String meter) {
    return meters.find(meter).counters().stream().mapToDouble(Counter::count).sum();
  }

  @Override
  public void close() {
    driver.close();
  }

  Topic<String, ?> topicOf(AccountEvent event) {
    return switch (event) {
      case AccountEvent.AttributesObserved _ -> topics().accounts();
      case AccountEvent.SiteVisited _ -> topics().websiteVisits();
      case AccountEvent.DealReported _ -> topics().dealOutcomes();
      case AccountEvent.ChurnReported _ -> topics().churnEvents();
      case AccountEvent.AccountErased _, AccountEvent.AccountMerged _ ->
          topics().accountIdentities();
    };
  }
}
