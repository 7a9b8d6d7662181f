package dev.lodestar.wire;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that every topic exists, and exists as it is needed, before anything runs.
public final class EnsureTopics {

  private static final Logger log = LoggerFactory.getLogger(EnsureTopics.class);

  /// How long a broker may take to come up.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String MAX_COMPACTION_LAG = "max.compaction.lag.ms";

  private final Topics topics;
  private final TopicSettings settings;
  private final Cluster cluster;

  private EnsureTopics(Topics topics, TopicSettings settings, Cluster cluster) {
    this.topics = topics;
    this.settings = settings;
    this.cluster = cluster;
  }

  /// Creates what is missing, once a broker answers; any number of processes may do so at once.
  ///
  /// @param clientConfig how to reach Kafka: `bootstrap.servers`, and security where there is any
  /// @throws IllegalStateException with one sentence if no broker answers within [#PATIENCE], a
  ///   topic cannot be created, or topics that must be split alike are not
  public static void ensure(Map<String, ?> clientConfig, Topics topics, TopicSettings settings) {
    ensure(clientConfig, topics, settings, PATIENCE);
  }

  static void ensure(
      Map<String, ?> clientConfig, Topics topics, TopicSettings settings, Duration patience) {
    try (var cluster = Cluster.connect(clientConfig, patience)) {
      new EnsureTopics(topics, settings, cluster).run();
    }
  }

  private void run() {
    Map<String, Integer> existing = cluster.partitions(names(topics.all()));
    requireEqualPartitions(existing);
    List<Topic<?, ?>> missing =
        topics.all().stream().filter(t -> !existing.containsKey(t.name())).toList();
    cluster.create(missing.stream().map(t -> asNew(t, existing)).toList());
    // Others may have created some of them meanwhile, and differently.
    Map<String, Integer> all = cluster.awaitPartitions(names(topics.all()));
    requireEqualPartitions(all);
    requireOnePartition(topics.schemas(), all);
    warnOfUnfit(topics.all().stream().filter(t -> existing.containsKey(t.name())).toList());
  }

  private void requireEqualPartitions(Map<String, Integer> partitions) {
    requireEqualPartitions("the input topics", topics.ofLedgers(), partitions);
    requireEqualPartitions("the topics of instructions", topics.instructions(), partitions);
  }

  private static void requireEqualPartitions(
      String what, List<Topic<?, ?>> group, Map<String, Integer> partitions) {
    List<String> known = group.stream().map(Topic::name).filter(partitions::containsKey).toList();
    if (known.stream().map(partitions::get).distinct().count() > 1) {
      throw new IllegalStateException(
          what
              + " must have equally many partitions, but "
              + known.stream()
                  .map(name -> name + " has " + partitions.get(name))
                  .collect(joining(", ")));
    }
  }

  private static void requireOnePartition(Topic<?, ?> topic, Map<String, Integer> partitions) {
    if (!Integer.valueOf(1).equals(partitions.get(topic.name()))) {
      throw new IllegalStateException(
          "topic %s must have one partition, but has %s"
              .formatted(topic.name(), partitions.get(topic.name())));
    }
  }

  private NewTopic asNew(Topic<?, ?> topic, Map<String, Integer> existing) {
    return new NewTopic(
            topic.name(), Optional.of(partitionsFor(topic, existing)), settings.replication())
        .configs(configOf(topic.use()));
  }

  private int partitionsFor(Topic<?, ?> topic, Map<String, Integer> existing) {
    if (topic.use() == Topic.Use.SCHEMAS) {
      return 1;
    }
    // What is missing of a group joins those that exist.
    return Stream.of(topics.ofLedgers(), topics.instructions())
        .filter(group -> group.contains(topic))
        .flatMap(List::stream)
        .map(Topic::name)
        .filter(existing::containsKey)
        .map(existing::get)
        .findFirst()
        .orElse(settings.partitions());
  }

  private Map<String, String> configOf(Topic.Use use) {
    var config = new HashMap<>(needed(use));
    if (!use.isCompacted()) {
      Duration retention = settings.retention().get(use);
      config.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
    }
    if (use == Topic.Use.STATE) {
      config.put(MAX_COMPACTION_LAG, Long.toString(Topics.SUPERSEDED_WITHIN.toMillis()));
    }
    if (!use.isInput()) {
      config.put("max.message.bytes", Integer.toString(Topics.MAX_RECORD_BYTES));
    }
    return config;
  }

  /// What a topic cannot do without.
  private static Map<String, String> needed(Topic.Use use) {
    String cleanup = use.isCompacted() ? "compact" : "delete";
    return use.isStampedOnReceipt()
        ? Map.of("cleanup.policy", cleanup, "message.timestamp.type", "LogAppendTime")
        : Map.of("cleanup.policy", cleanup);
  }

  private void warnOfUnfit(List<Topic<?, ?>> existing) {
    Map<String, Map<String, String>> configs = cluster.configs(names(existing));
    for (Topic<?, ?> topic : existing) {
      Map<String, String> actual = configs.getOrDefault(topic.name(), Map.of());
      needed(topic.use())
          .forEach((key, value) -> {
            if (!value.equals(actual.getOrDefault(key, value))) {
              log.warn(
                  "Topic {} has {}={}, where {} is needed",
                  topic.name(),
                  key,
                  actual.get(key),
                  value);
            }
          });
    }
  }

  private static Set<String> names(List<Topic<?, ?>> topics) {
    return topics.stream().map(Topic::name).collect(toSet());
  }
}
