package dev.lodestar.standalone.verifying;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.standalone.running.Refusal;
import dev.lodestar.wire.Connection;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/// The topics of a running Lodestar, read from their beginning.
public final class Installation implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final int PATIENCE_MS = 15_000;

  private final Map<String, Object> clientConfig;
  private final SchemaRegistry registry;
  private final Topics topics;

  public Installation(Connection connection) {
    this.clientConfig = connection.clientConfig();
    this.registry = connection.registry().open(connection.prefix(), clientConfig);
    this.topics = Topics.of(connection.prefix(), registry);
  }

  /// A version as it was published.
  public ProfileVersion version(String profileId, int number) {
    String key = Topics.versionKey(profileId, number);
    var found = new ArrayList<ProfileVersion>();
    read(
        topics.profileVersions(),
        record -> {
          if (record.key() != null && new String(record.key(), UTF_8).equals(key)) {
            decoded(topics.profileVersions(), record).ifPresent(found::add);
          }
        });
    if (found.isEmpty()) {
      throw new Refusal("There is no version %d of profile %s.".formatted(number, profileId));
    }
    return found.getLast();
  }

  /// Every definition of a profile that is still kept, the default among them.
  public List<ProfileDefinition> definitions(String profileId) {
    var definitions = new ArrayList<>(List.of(ProfileDefinition.withDefaults(profileId)));
    read(
        topics.profileDefinitions(),
        record ->
            decoded(topics.profileDefinitions(), record)
                .filter(definition -> definition.profileId().equals(profileId))
                .ifPresent(definitions::add));
    return definitions;
  }

  /// All that was sent.
  public Inputs inputs() {
    var inputs = new Inputs();
    for (Topic<?, ?> topic : topics.inputs()) {
      Deserializer<?> values = topic.value().deserializer();
      int partitions = read(topic, record -> inputs.take(record, value(values, record)));
      inputs.finished(partitions);
    }
    return inputs;
  }

  private static <V> Optional<V> decoded(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(
        topic.value().deserializer().deserialize(record.topic(), record.headers(), record.value()));
  }

  /// What cannot be decoded goes to the dead letters, and nobody learns from it.
  private static Optional<Object> value(
      Deserializer<?> values, ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(
          values.deserialize(record.topic(), record.headers(), record.value()));
    } catch (SerializationException e) {
      return Optional.empty();
    }
  }

  /// Returns of how many partitions the topic is.
  private int read(Topic<?, ?> topic, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    var config = new HashMap<String, Object>();
    config.put("enable.auto.commit", false);
    config.put("isolation.level", "read_committed");
    config.put("default.api.timeout.ms", PATIENCE_MS);
    // Nobody waits for what is not there yet, but a consumer that is closed waits for its last
    // answer.
    config.put("fetch.max.wait.ms", 50);
    config.putAll(clientConfig);
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new Refusal(
            "Lodestar has not run on the Kafka cluster at %s yet (no topic %s)."
                .formatted(clientConfig.get("bootstrap.servers"), topic.name()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(receiver);
      }
      return partitions.size();
    } catch (KafkaException e) {
      throw new Refusal(
          "The Kafka cluster at %s cannot be read: %s"
              .formatted(clientConfig.get("bootstrap.servers"), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
