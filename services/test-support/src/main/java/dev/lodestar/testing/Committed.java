package dev.lodestar.testing;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What topics hold by now, and how far a group has come with it.
public final class Committed {

  private static final Duration POLL = Duration.ofMillis(100);

  private Committed() {}

  /// All committed records of a topic, from its beginning to its present end.
  ///
  /// @param client how to reach the broker
  public static List<ConsumerRecord<byte[], byte[]>> records(
      Map<String, Object> client, String topic) {
    var config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    // A consumer that is closed waits for its last answer, which is held back that long.
    config.put("fetch.max.wait.ms", 20);
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /// Waits until a group has committed all that these topics hold now.
  public static void awaitWorkedOff(
      Map<String, Object> client, String group, List<String> topics, Duration patience) {
    try (Admin admin = Admin.create(client)) {
      Map<TopicPartition, Long> ends = ends(admin, topics);
      await()
          .atMost(patience)
          .until(() -> {
            var committed =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            return ends.entrySet().stream()
                .allMatch(end -> {
                  var offset = committed.get(end.getKey());
                  return end.getValue() == 0
                      || (offset != null && offset.offset() >= end.getValue());
                });
          });
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin, List<String> topics)
      throws InterruptedException, ExecutionException {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach((name, topic) ->
            topic
                .partitions()
                .forEach(
                    p -> asked.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
    return admin.listOffsets(asked).all().get().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }
}
