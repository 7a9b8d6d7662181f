package dev.lodestar.query.delivery;

import dev.lodestar.query.delivery.Attempts.Outcome;
import dev.lodestar.query.outbound.Reply;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.wire.webhook.Places;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Progress.Trouble;
import dev.lodestar.wire.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one webhook its news, one after the other.
///
/// It follows the topics from where the webhook was told last, by a consumer of its own, and keeps
/// how far it got after every event. So an endpoint that fails holds up itself alone, and whoever
/// takes over goes on with the event that was in flight.
final class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);

  /// Events that the webhook does not want are passed without a word, up to so many.
  private static final int MAX_PASSED = 1_000;

  private final String webhookId;
  private final Desk desk;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);

  // Guarded by `lock`.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isStopping;
  private boolean isNudged;
  private @Nullable Consumer<byte[], byte[]> current;

  // Of the courier's thread.
  private volatile Progress progress;
  private int passed;

  Courier(String webhookId, Progress progress, Desk desk) {
    this.webhookId = webhookId;
    this.progress = progress;
    this.desk = desk;
    this.thread = Thread.ofPlatform().name("deliver-" + webhookId).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// The webhook may have changed: what is due later is looked at again.
  void nudge() {
    lock.lock();
    try {
      isNudged = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Begins no other attempt.
  void stop() {
    lock.lock();
    try {
      isStopping = true;
      stopping.countDown();
      changed.signalAll();
      if (current != null) {
        current.wakeup();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns when the attempt that was under way when it was stopped has come to an end.
  void awaitEnd(Duration patience) throws InterruptedException {
    thread.join(patience);
  }

  /// How far it got; to be asked after its end.
  Progress progress() {
    return progress;
  }

  private void run() {
    while (!isStopping()) {
      try (Consumer<byte[], byte[]> consumer = desk.follow(webhookId)) {
        makeCurrent(consumer);
        follow(consumer);
      } catch (WakeupException | InterruptException | InterruptedException e) {
        log.debug("The courier of {} was asked to stop", webhookId, e);
      } catch (KafkaException e) {
        log.warn("Cannot follow the news for {} and will try again: {}", webhookId, e.getMessage());
        pause();
      } finally {
        makeCurrent(null);
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, progress.next().of(partition)));
    long looked = System.nanoTime();
    while (!isStopping()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (isStopping()) {
          return;
        }
        deal(record);
      }
      if (System.nanoTime() - looked > LOOK_FOR_PARTITIONS.toNanos()) {
        looked = System.nanoTime();
        if (partitions(consumer).size() > partitions.size()) {
          return; // and begins anew with all of them
        }
      }
    }
  }

  /// Returns when the record has been dealt with for good, or the courier is stopped.
  private void deal(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Optional<News> news = desk.read(record);
    while (!isStopping()) {
      Optional<Webhook> now = desk.webhook(webhookId);
      if (now.isEmpty()) {
        stop();
      } else if (news.isEmpty() || !news.get().isWantedBy(now.get().filter())) {
        pass(record);
        return;
      } else if (isDue(now.get(), news.get())) {
        if (attempt(now.get(), news.get(), record)) {
          return;
        }
      } else {
        awaitChange();
      }
    }
  }

  /// @return whether the record has been dealt with
  private boolean attempt(Webhook now, News news, ConsumerRecord<byte[], byte[]> record)
      throws InterruptedException {
    String deliveryId = news.deliveryId(now);
    String event = news.body().get();
    Reply reply = desk.deliver(now, deliveryId, event);
    return switch (desk.judge(reply, deliveryId, event, progress)) {
      case Outcome.Taken(var after) -> {
        keep(after.at(past(record)));
        yield true;
      }
      case Outcome.Again(var after) -> {
        keep(after);
        yield false;
      }
      case Outcome.GivenUp(var after, var failure) -> {
        log.warn("{} did not take {}: {}", now.id(), deliveryId, failure.problem());
        persist(() -> desk.keep(failure));
        keep(after.at(past(record)));
        yield true;
      }
      case Outcome.Gone(var after) -> {
        log.warn("{} answered 410 and is disabled", now.id());
        keep(after);
        persist(() -> desk.disable(now.id(), "It answered 410: it wants no more."));
        stop(); // whoever enables it again begins with this event
        yield true;
      }
    };
  }

  private void pass(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    progress = progress.at(past(record));
    if (++passed >= MAX_PASSED) {
      keep(progress);
    }
  }

  private Places past(ConsumerRecord<byte[], byte[]> record) {
    return progress
        .next()
        .past(new TopicPartition(record.topic(), record.partition()), record.offset());
  }

  private void keep(Progress after) throws InterruptedException {
    progress = after;
    passed = 0;
    persist(() -> desk.keep(after));
  }

  /// Until it is kept: an event that was taken is not to be sent again because the broker was away.
  private void persist(Kept kept) throws InterruptedException {
    while (true) {
      try {
        kept.keep();
        return;
      } catch (KafkaException | Refusal e) {
        log.warn("What became of a delivery to {} cannot be kept yet", webhookId, e);
        if (isStopping()) {
          return;
        }
        pause();
      }
    }
  }

  /// Something that is written to the cluster.
  @FunctionalInterface
  private interface Kept {
    void keep() throws InterruptedException;
  }

  /// Whoever changes a webhook that is in trouble wants to see what comes of it.
  private boolean isDue(Webhook webhook, News news) {
    Optional<Trouble> trouble = troubleWith(news.deliveryId(webhook));
    return trouble.isEmpty()
        || !desk.now().isBefore(trouble.get().nextAttemptAt())
        || webhook.changedAt().isAfter(trouble.get().lastAttemptAt());
  }

  private Optional<Trouble> troubleWith(String deliveryId) {
    return progress.trouble().filter(trouble -> trouble.deliveryId().equals(deliveryId));
  }

  /// Returns when the webhook may have changed, or the event in trouble is due.
  private void awaitChange() throws InterruptedException {
    Instant due = progress.trouble().map(Trouble::nextAttemptAt).orElseGet(desk::now);
    lock.lockInterruptibly();
    try {
      long left = Math.min(LOOK.toNanos(), Duration.between(desk.now(), due).toNanos());
      while (left > 0 && !isStopping && !isNudged) {
        left = changed.awaitNanos(left);
      }
      isNudged = false;
    } finally {
      lock.unlock();
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : desk.topics()) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    return partitions;
  }

  private void makeCurrent(@Nullable Consumer<byte[], byte[]> consumer) {
    lock.lock();
    try {
      current = consumer;
      if (consumer != null && isStopping) {
        consumer.wakeup();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether it begins no other attempt.
  boolean isStopping() {
    lock.lock();
    try {
      return isStopping;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    try {
      boolean _ = stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
