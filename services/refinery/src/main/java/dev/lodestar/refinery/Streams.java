package dev.lodestar.refinery;

import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.announcement.AnnouncementSerde;
import dev.lodestar.refinery.flow.EveryPartition;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.PutAside;
import dev.lodestar.refinery.ledger.LedgerTopology;
import dev.lodestar.refinery.matching.MatchingTopology;
import dev.lodestar.refinery.refinement.Pace;
import dev.lodestar.refinery.refinement.RefinementTopology;
import dev.lodestar.refinery.refinement.Told;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.wire.StateSerdes;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;

/// The configuration of the streams application, and the only place where topologies are built.
///
/// A builder that was not given the configuration would let unnamed topics and stores pass.
final class Streams {

  /// How long the broker waits for a transaction of a process that is gone; longer than anything
  /// that a stream thread does in one go.
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

  /// How long a process may be silent before others take over its work.
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  /// How long a rebalance waits for a thread to hear of it; the first start has two, because the
  /// first one creates topics. Kafka's three seconds would be most of a start.
  private static final Duration HEARTBEAT = Duration.ofMillis(500);

  private final RefinerySettings settings;
  private final Topics topics;
  private final StateSerdes states;
  private final Meters meters;

  Streams(RefinerySettings settings, SchemaRegistry registry, Meters meters) {
    this.settings = settings;
    this.topics = Topics.of(settings.prefix(), registry);
    this.states = new StateSerdes(registry);
    this.meters = meters;
  }

  Topics topics() {
    return topics;
  }

  /// ```
  ///                  ┌──────── observations ───────▶ refinement
  /// events ─▶ ledger ┤                                   │
  ///    ▲             └─▶ matching                        │
  ///    └──────────────────── announcements ──────────────┘
  /// ```
  Topology topology(Partitions partitions, Slice slice, Pace pace) {
    var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config())));
    int accounts = partitions.accounts();
    int profiles = partitions.profiles();
    var ledger =
        new LedgerTopology(
            topics, states, new Intake(accounts), settings.engagementHalfLife(), slice, meters);
    var refinement = new RefinementTopology(topics, states, new Intake(profiles), pace, meters);
    var matching = new MatchingTopology(topics, ledger.shared(), slice, meters);

    KStream<Object, Object> folded = ledger.addTo(builder);
    KStream<String, Told> told =
        ledger
            .told(folded)
            .repartition(
                Repartitioned.<String, Told>as("observations")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(refinement.told())
                    .withNumberOfPartitions(profiles));
    KStream<String, Announcement> announcements =
        refinement
            .addTo(builder, told, accounts)
            .repartition(
                Repartitioned.<String, Announcement>as("announcements")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(new AnnouncementSerde(topics))
                    .withStreamPartitioner(new EveryPartition<>())
                    .withNumberOfPartitions(accounts));
    matching.addTo(ledger.stirred(folded, announcements));
    return builder.build();
  }

  Properties properties() {
    var properties = new Properties();
    properties.putAll(config());
    return properties;
  }

  private Map<String, Object> config() {
    var config = new HashMap<String, Object>();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    config.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        settings.topics().replication().map(Short::intValue).orElse(-1));
    // Slices of a walk come no faster than a thread returns from waiting for records.
    config.put(StreamsConfig.POLL_MS_CONFIG, Slice.DEFAULT.every().toMillis());
    config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PutAside.class);
    config.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, topics.deadLetters().name());
    config.put(PutAside.METERS, meters);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) TRANSACTION_TIMEOUT.toMillis());
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.MAX_RECORD_BYTES);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // With several requests under way, one that must wait for the end of the last transaction makes
    // its successors fail and be sent again, which is harmless, and which brokers log as errors.
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Topics.MAX_RECORD_BYTES);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION_TIMEOUT.toMillis());
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) HEARTBEAT.toMillis());
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG),
        Topics.SUPERSEDED_WITHIN.toMillis());
    config.putAll(settings.clientConfig());
    return config;
  }
}
