package dev.lodestar.query.webhook;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.KafkaAccess;
import dev.lodestar.wire.webhook.Places;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where topics end.
@Singleton
public final class TopicEnds {

  private static final Logger log = LoggerFactory.getLogger(TopicEnds.class);

  private static final int PATIENCE_MS = 10_000;

  private final Admin admin;

  TopicEnds(KafkaAccess kafka) {
    this.admin = kafka.admin();
  }

  /// What was committed before lies before these places.
  ///
  /// @param topics by name
  /// @throws Refusal if the cluster does not answer
  public Places of(List<String> topics) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach((topic, description) ->
              description
                  .partitions()
                  .forEach(p ->
                      wanted.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(
              wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(PATIENCE_MS))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return new Places(ends);
    } catch (ExecutionException e) {
      log.warn("Cannot tell where {} end", topics, e);
      throw Refusal.notNow("broker-away", "Kafka does not answer now: try again.");
    }
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
