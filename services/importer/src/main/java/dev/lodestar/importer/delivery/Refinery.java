package dev.lodestar.importer.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// How far the refinery has got, by the offsets it committed.
final class Refinery implements AutoCloseable {

  private final Admin admin;
  private final String applicationId;

  Refinery(Destination destination) {
    this.admin = Installation.admin(destination);
    this.applicationId = destination.applicationId();
  }

  boolean isRunning() {
    try {
      Map<String, ConsumerGroupDescription> groups =
          Futures.get(admin.describeConsumerGroups(List.of(applicationId)).all());
      return groups.values().stream().anyMatch(group -> !group.members().isEmpty());
    } catch (GroupIdNotFoundException e) {
      return false;
    }
  }

  /// The topic in which the observations of all accounts go to the profiles they concern.
  String observations() {
    return applicationId + "-observations-repartition";
  }

  /// Where the topics end now; partitions with nothing in them are left out, and topics that do not
  /// exist.
  Map<TopicPartition, Long> ends(Collection<String> topics) {
    List<TopicPartition> partitions = partitions(topics);
    Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
    var ends = new HashMap<>(offsets(partitions, OffsetSpec.latest()));
    ends.entrySet().removeIf(end -> end.getValue().equals(starts.get(end.getKey())));
    return ends;
  }

  /// How many records before these ends are not committed yet.
  long behind(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    return ends.entrySet().stream()
        .mapToLong(end -> {
          OffsetAndMetadata offset = committed.get(end.getKey());
          return Math.max(0, end.getValue() - (offset == null ? 0 : offset.offset()));
        })
        .sum();
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() {
    try {
      return Futures.get(
          admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
    } catch (GroupIdNotFoundException e) {
      return Map.of();
    }
  }

  private List<TopicPartition> partitions(Collection<String> topics) {
    return admin.describeTopics(Set.copyOf(topics)).topicNameValues().values().stream()
        .flatMap(future -> {
          try {
            TopicDescription topic = Futures.get(future);
            return topic.partitions().stream()
                .map(p -> new TopicPartition(topic.name(), p.partition()));
          } catch (UnknownTopicOrPartitionException e) {
            return java.util.stream.Stream.empty();
          }
        })
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, ListOffsetsResultInfo> offsets =
        Futures.get(
            admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> spec)))
                .all());
    return offsets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  @Override
  public void close() {
    admin.close();
  }
}
