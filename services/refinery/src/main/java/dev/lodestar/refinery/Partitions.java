package dev.lodestar.refinery;

import static java.util.stream.Collectors.joining;

import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/// Into how many parts the work is split.
///
/// @param accounts partitions of the input topics
/// @param profiles partitions of the topics by which people instruct profiles
record Partitions(int accounts, int profiles) {

  /// @throws IllegalStateException with one sentence, if topics that are read together are not
  ///   split alike: a task could then not see all of an account, or of a profile
  static Partitions of(Map<String, Object> clientConfig, Topics topics) {
    try (Admin admin = Admin.create(clientConfig)) {
      return new Partitions(
          equal(admin, topics.ofLedgers(), "input topics"),
          equal(admin, topics.instructions(), "topics of instructions"));
    }
  }

  private static int equal(Admin admin, Collection<Topic<?, ?>> topics, String what) {
    var counts = new TreeMap<String, Integer>();
    describe(admin, topics)
        .forEach((name, description) -> counts.put(name, description.partitions().size()));
    if (counts.values().stream().distinct().count() > 1) {
      throw new IllegalStateException(
          "the %s must have equally many partitions, but %s"
              .formatted(
                  what,
                  counts.entrySet().stream()
                      .map(e -> e.getKey() + " has " + e.getValue())
                      .collect(joining(", "))));
    }
    return counts.firstEntry().getValue();
  }

  private static Map<String, TopicDescription> describe(
      Admin admin, Collection<Topic<?, ?>> topics) {
    try {
      return admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames().get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("topics could not be described", e.getCause());
    }
  }
}
