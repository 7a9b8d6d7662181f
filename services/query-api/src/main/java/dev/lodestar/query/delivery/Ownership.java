package dev.lodestar.query.delivery;

import dev.lodestar.query.QuerySettings;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.KafkaAccess;
import dev.lodestar.query.reading.Readers;
import dev.lodestar.query.webhook.TopicEnds;
import dev.lodestar.wire.Topics;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Divides webhooks among the instances of the API, so that each is told by one of them at a time.
///
/// All instances are members of one consumer group on the topic of webhooks. Nothing is read by it:
/// who is assigned a partition tells the webhooks whose keys lie there.
@Context
final class Ownership {

  private static final Logger log = LoggerFactory.getLogger(Ownership.class);

  private static final Duration TURN = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration READ = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(30);

  private final String group;
  private final String topic;
  private final String progressTopic;
  private final KafkaAccess kafka;
  private final Readers readers;
  private final Couriers couriers;
  private final TopicEnds ends;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable Consumer<byte[], byte[]>> current =
      new AtomicReference<>();

  // Assigned, and not told yet, since their progress is still to be read.
  private final Set<Integer> waiting = new HashSet<>();

  Ownership(
      QuerySettings settings,
      Topics topics,
      KafkaAccess kafka,
      Readers readers,
      Couriers couriers,
      TopicEnds ends) {
    this.group = settings.topicPrefix() + "webhooks";
    this.topic = topics.webhooks().name();
    this.ends = ends;
    this.progressTopic = topics.webhookProgress().name();
    this.kafka = kafka;
    this.readers = readers;
    this.couriers = couriers;
    this.thread = Thread.ofPlatform().name("divide-webhooks").daemon().start(this::run);
  }

  private void run() {
    while (closing.getCount() > 0) {
      if (!readers.areCaughtUp()) {
        pause(TURN); // before, the topics may not even exist
        continue;
      }
      try (Consumer<byte[], byte[]> consumer = kafka.member(group)) {
        current.set(consumer);
        takePart(consumer);
      } catch (WakeupException | InterruptException e) {
        log.debug("Asked to stop", e);
      } catch (KafkaException e) {
        log.warn("Cannot take part in delivering and will try again: {}", e.getMessage());
      } finally {
        current.set(null);
        waiting.clear();
        couriers.disownAll();
      }
      pause(RETRY);
    }
  }

  private void takePart(Consumer<byte[], byte[]> consumer) {
    consumer.subscribe(List.of(topic), new Rebalance(consumer));
    while (closing.getCount() > 0) {
      var _ = consumer.poll(TURN);
      if (!waiting.isEmpty() && isProgressRead()) {
        couriers.own(waiting);
        waiting.clear();
      }
      couriers.reconcile();
    }
  }

  /// Whether all that the instances before us kept has been read.
  private boolean isProgressRead() {
    try {
      for (Map.Entry<TopicPartition, Long> end :
          ends.of(List.of(progressTopic)).next().entrySet()) {
        if (!readers.awaitRead(progressTopic, end.getKey().partition(), end.getValue() - 1, READ)) {
          return false;
        }
      }
      return true;
    } catch (Refusal e) {
      return false; // logged already, and asked again
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void pause(Duration duration) {
    try {
      boolean _ = closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }

  @PreDestroy
  void close() {
    closing.countDown();
    Consumer<byte[], byte[]> consumer = current.get();
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Called within `poll`.
  private final class Rebalance implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      waiting.addAll(numbers(partitions));
    }

    /// Before anybody else is assigned them.
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      waiting.removeAll(numbers(partitions));
      couriers.disown(numbers(partitions));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::partition).toList();
    }
  }
}
