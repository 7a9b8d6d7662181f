package dev.lodestar.query.reading;

import dev.lodestar.query.reading.Progress.State;
import dev.lodestar.wire.registry.RegistryUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills a read model: reads all partitions of its topic from the beginning, and goes on for ever.
///
/// It belongs to no consumer group, so every instance of the API has all of the topic. While the
/// broker is away or the topic missing it keeps trying.
final class TopicReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TopicReader.class);

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final ReadModel model;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Runnable whenLive;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  // Guarded by `lock`.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private State state = State.WAITING;
  private long read;
  private long skipped;
  private @Nullable Consumer<byte[], byte[]> current;

  // The complaint that was logged last, so that an outage of an hour is one line.
  private String complaint = "";

  /// @param whenLive is told once, when all that was there at the start has been read
  TopicReader(ReadModel model, Supplier<Consumer<byte[], byte[]>> consumers, Runnable whenLive) {
    this.model = model;
    this.consumers = consumers;
    this.whenLive = whenLive;
    this.thread = Thread.ofPlatform().name("read-" + model.topic()).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Progress progress() {
    lock.lock();
    try {
      return new Progress(model.topic(), state, read, behind(), skipped);
    } finally {
      lock.unlock();
    }
  }

  /// Returns when the record at this place has been taken in.
  ///
  /// @return whether that was within the timeout
  boolean awaitRead(int partition, long offset, Duration timeout) throws InterruptedException {
    TopicPartition place = new TopicPartition(model.topic(), partition);
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (next.getOrDefault(place, 0L) <= offset) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    lock.lock();
    try {
      if (current != null) {
        current.wakeup();
      }
    } finally {
      lock.unlock();
    }
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isClosing()) {
        readUntilTrouble();
        waitToRetry();
      }
    } catch (Throwable bug) { // a reader that died silently would serve old answers for ever
      log.error("The reader of {} has ended", model.topic(), bug);
      become(State.FAILED);
    }
  }

  private void readUntilTrouble() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      makeCurrent(consumer);
      Set<TopicPartition> partitions = partitions(consumer);
      if (partitions.isEmpty()) {
        complain("it does not exist yet", null);
      } else {
        follow(consumer, partitions);
      }
    } catch (WakeupException | InterruptException e) {
      log.debug("The reader of {} was asked to stop", model.topic(), e);
    } catch (KafkaException e) {
      complain(String.valueOf(e.getMessage()), e);
    } finally {
      makeCurrent(null);
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, Set<TopicPartition> known) {
    Set<TopicPartition> partitions = known;
    assign(consumer, partitions);
    complaint = "";
    long looked = System.nanoTime();
    while (!isClosing()) {
      take(consumer.poll(POLL), consumer, partitions);
      if (System.nanoTime() - looked > LOOK_FOR_PARTITIONS.toNanos()) {
        looked = System.nanoTime();
        Set<TopicPartition> now = partitions(consumer);
        if (now.size() > partitions.size()) {
          partitions = now;
          assign(consumer, partitions);
        }
      }
    }
  }

  private void assign(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> latest = consumer.endOffsets(partitions);
    lock.lock();
    try {
      for (TopicPartition partition : partitions) {
        Long position = next.get(partition);
        if (position == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, position);
        }
      }
      latest.forEach(ends::putIfAbsent);
      if (state == State.WAITING) {
        state = State.CATCHING_UP;
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(
      ConsumerRecords<byte[], byte[]> records,
      Consumer<byte[], byte[]> consumer,
      Set<TopicPartition> partitions) {
    long unreadable = 0;
    for (ConsumerRecord<byte[], byte[]> entry : records) {
      try {
        model.apply(entry);
      } catch (RegistryUnavailable e) {
        throw e; // says nothing about the record: the whole batch is read again
      } catch (RuntimeException e) {
        unreadable++;
        log.warn(
            "Skipped what is not readable in {} partition {} offset {}",
            entry.topic(),
            entry.partition(),
            entry.offset(),
            e);
      }
    }
    // Positions also move past the marks of transactions, which are never delivered.
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : partitions) {
      positions.put(partition, consumer.position(partition));
    }
    boolean isLiveNow;
    lock.lock();
    try {
      read += records.count();
      skipped += unreadable;
      next.putAll(positions);
      isLiveNow = state == State.CATCHING_UP && behind() == 0;
      if (isLiveNow) {
        state = State.LIVE;
      }
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    if (isLiveNow) {
      whenLive.run();
    }
  }

  private long behind() {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  private Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (PartitionInfo partition : consumer.partitionsFor(model.topic())) {
      partitions.add(new TopicPartition(model.topic(), partition.partition()));
    }
    return partitions;
  }

  private void complain(String what, @Nullable Exception why) {
    if (!complaint.equals(what)) {
      complaint = what;
      log.warn("Cannot read {} and will keep trying: {}", model.topic(), what);
      log.debug("The reader of {} failed", model.topic(), why);
    }
  }

  private void makeCurrent(@Nullable Consumer<byte[], byte[]> consumer) {
    lock.lock();
    try {
      current = consumer;
      if (consumer != null && isClosing()) {
        consumer.wakeup();
      }
    } finally {
      lock.unlock();
    }
  }

  private void become(State state) {
    lock.lock();
    try {
      this.state = state;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void waitToRetry() {
    try {
      closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }
}
