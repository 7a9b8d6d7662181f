package dev.lodestar.query.reading;

import dev.lodestar.query.QuerySettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The clients with which the API reaches the cluster.
@Singleton
public final class KafkaAccess {

  private final QuerySettings settings;

  KafkaAccess(QuerySettings settings) {
    this.settings = settings;
  }

  /// Reads committed records only, and never creates the topic.
  Consumer<byte[], byte[]> consumer(String topic) {
    Map<String, Object> config = common("lodestar-query-read-" + topic);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    // Larger than the default: a million accounts are read at every start.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    return new Loner(config);
  }

  /// Reads whole topics, one after the other.
  public Consumer<byte[], byte[]> scanner() {
    return consumer("whole-topics");
  }

  /// Reads committed records from places that it is told, a few at a time.
  public Consumer<byte[], byte[]> follower(String name) {
    Map<String, Object> config = common("lodestar-query-follow-" + name);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
    // There are many of them, and most of the time there is nothing to read: new records are sent
    // at once all the same.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5_000);
    return new Loner(config);
  }

  /// Takes part in dividing work among the instances of the API.
  public Consumer<byte[], byte[]> member(String group) {
    Map<String, Object> config = common("lodestar-query-member-" + group);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// Gives up on a record after ten seconds, so that a caller over HTTP hears of it.
  public Producer<byte[], byte[]> producer() {
    Map<String, Object> config = common("lodestar-query-write");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public Admin admin() {
    return Admin.create(common("lodestar-query-watch"));
  }

  private Map<String, Object> common(String client) {
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, client + "-" + UUID.randomUUID());
    return config;
  }

  /// A consumer that is in no group, so that there is nobody to take leave of.
  ///
  /// Otherwise it would wait, when it is closed, for the answer to its last request, which brokers
  /// hold back for as long as there is nothing new.
  private static final class Loner extends KafkaConsumer<byte[], byte[]> {

    Loner(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
      close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
