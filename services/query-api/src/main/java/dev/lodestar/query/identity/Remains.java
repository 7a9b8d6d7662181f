package dev.lodestar.query.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.KafkaAccess;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what the topics of an installation still hold of an account that was erased.
///
/// Compacted topics are read from their beginning, which takes seconds where there are a million
/// accounts; so it is done for one caller at a time.
@Singleton
final class Remains {

  private static final Logger log = LoggerFactory.getLogger(Remains.class);

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration TURN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String LEDGERS = "-ledgers-changelog";
  private static final String CHANGELOG = "-changelog";

  // Stores that know of profiles only.
  private static final Set<String> WITHOUT_ACCOUNTS =
      Set.of(
          "announcements",
          "backfills",
          "clock",
          "definitions",
          "numbers",
          "policies",
          "policies-heard",
          "progress",
          "scopes",
          "sweeps",
          "versions");

  private final KafkaAccess kafka;
  private final Topics topics;
  private final Admin admin;
  private final Semaphore turn = new Semaphore(1);

  Remains(KafkaAccess kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
    this.admin = kafka.admin();
  }

  /// In order of name, compacted ones first.
  ///
  /// @param at the time of the records that the erasure led to
  List<TopicRemains> of(String accountId, Instant at) throws InterruptedException {
    if (!turn.tryAcquire(TURN.toSeconds(), TimeUnit.SECONDS)) {
      throw Refusal.notNow("busy", "Topics are being read for others: try again.");
    }
    try (Consumer<byte[], byte[]> consumer = kafka.scanner()) {
      return of(accountId, at, consumer);
    } catch (ExecutionException | KafkaException e) {
      log.warn("Topics cannot be looked through", e);
      throw Refusal.notNow("broker-away", "Kafka does not answer now: try again.");
    } finally {
      turn.release();
    }
  }

  private List<TopicRemains> of(String accountId, Instant at, Consumer<byte[], byte[]> consumer)
      throws InterruptedException, ExecutionException {
    Set<String> existing = admin.listTopics().names().get();
    SortedMap<String, KeyForm> compacted = compacted(existing);
    List<String> timeLimited = timeLimited(existing);
    Map<String, Map<String, String>> configs =
        configs(Stream.concat(compacted.keySet().stream(), timeLimited.stream()).toList());
    var remains = new ArrayList<TopicRemains>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Map.Entry<String, KeyForm> topic : compacted.entrySet()) {
      Traces traces = scan(consumer, topic.getKey(), topic.getValue(), accountId, at, end);
      remains.add(
          new TopicRemains(
              topic.getKey(),
              TopicRemains.Cleanup.COMPACT,
              Optional.of(traces.serves()),
              traces.remain(),
              traces.remain()
                  ? limit(configs, topic.getKey(), "max.compaction.lag.ms").map(at::plus)
                  : Optional.empty()));
    }
    for (String topic : timeLimited) {
      boolean mayRemain = reachesBack(consumer, topic, at);
      remains.add(
          new TopicRemains(
              topic,
              TopicRemains.Cleanup.DELETE,
              Optional.empty(),
              mayRemain,
              mayRemain ? deletedBy(configs, topic, at) : Optional.empty()));
    }
    return remains;
  }

  private SortedMap<String, KeyForm> compacted(Set<String> existing) {
    var forms = new TreeMap<String, KeyForm>();
    forms.put(topics.accountViews().name(), KeyForm.ACCOUNT);
    forms.put(topics.observations().name(), KeyForm.ACCOUNT);
    forms.put(topics.fits().name(), KeyForm.PREFIXED);
    forms.put(topics.retargeting().name(), KeyForm.PREFIXED);
    applications(existing)
        .forEach(application ->
            existing.stream()
                .filter(name -> name.startsWith(application) && name.endsWith(CHANGELOG))
                .forEach(name -> {
                  String store =
                      name.substring(application.length() + 1, name.length() - CHANGELOG.length());
                  if (!WITHOUT_ACCOUNTS.contains(store)) {
                    forms.put(name, formOf(store));
                  }
                }));
    return forms;
  }

  private static KeyForm formOf(String store) {
    return switch (store) {
      case "candidacies", "ledgers", "waits" -> KeyForm.ACCOUNT;
      case "agenda", "decisions", "fits", "lapses", "observations" -> KeyForm.PREFIXED;
      default -> KeyForm.EITHER;
    };
  }

  private List<String> timeLimited(Set<String> existing) {
    return Stream.of(
            topics.inputs().stream().map(Topic::name),
            topics.inputs().stream().map(input -> topics.rejected(input).name()),
            Stream.of(topics.deadLetters().name(), topics.handovers().name()),
            applications(existing).stream()
                .map(application -> application + "-observations-repartition")
                .filter(existing::contains))
        .flatMap(names -> names)
        .sorted()
        .toList();
  }

  /// Whatever they are called: one that is no more may have left something, too.
  private static List<String> applications(Set<String> existing) {
    return existing.stream()
        .filter(name -> name.endsWith(LEDGERS))
        .map(name -> name.substring(0, name.length() - LEDGERS.length()))
        .toList();
  }

  private static Traces scan(
      Consumer<byte[], byte[]> consumer,
      String topic,
      KeyForm form,
      String accountId,
      Instant at,
      long patience) {
    var traces = new Traces(at);
    List<TopicPartition> partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() - patience > 0) {
        throw Refusal.notNow("busy", "Topics could not be read in time: try again.");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (form.isAbout(accountId, key)) {
          traces.take(key, Instant.ofEpochMilli(record.timestamp()), record.value() == null);
        }
      }
    }
    return traces;
  }

  /// Whether the topic still has anything from before a time.
  private static boolean reachesBack(
      Consumer<byte[], byte[]> consumer, String topic, Instant time) {
    List<TopicPartition> partitions = partitions(consumer, topic);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    var later = new HashMap<>(consumer.endOffsets(partitions));
    consumer
        .offsetsForTimes(partitions.stream().collect(toMap(p -> p, _ -> time.toEpochMilli() + 1)))
        .forEach((partition, place) -> {
          if (place != null) {
            later.put(partition, place.offset());
          }
        });
    return begins.entrySet().stream()
        .anyMatch(begin -> begin.getValue() < later.getOrDefault(begin.getKey(), 0L));
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /// A segment is deleted when the newest record in it is too old, and takes records for a while.
  private static Optional<Instant> deletedBy(
      Map<String, Map<String, String>> configs, String topic, Instant received) {
    return limit(configs, topic, "retention.ms")
        .flatMap(retention ->
            limit(configs, topic, "segment.ms")
                .map(segment -> received.plus(retention).plus(segment)));
  }

  /// Empty where there is no limit: Kafka says -1 for that, or the largest number there is.
  private static Optional<Duration> limit(
      Map<String, Map<String, String>> configs, String topic, String name) {
    return Optional.ofNullable(configs.getOrDefault(topic, Map.of()).get(name))
        .map(Long::valueOf)
        .filter(millis -> millis >= 0 && millis < Long.MAX_VALUE)
        .map(Duration::ofMillis);
  }

  private Map<String, Map<String, String>> configs(Collection<String> names)
      throws InterruptedException, ExecutionException {
    var configs = new HashMap<String, Map<String, String>>();
    admin
        .describeConfigs(
            names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .collect(toSet()))
        .all()
        .get()
        .forEach((resource, config) -> {
          var values = new HashMap<String, String>();
          config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
          configs.put(resource.name(), values);
        });
    return configs;
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
