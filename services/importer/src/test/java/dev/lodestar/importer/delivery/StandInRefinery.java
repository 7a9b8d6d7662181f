package dev.lodestar.importer.delivery;

import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what the refinery reads, commits as it does, and answers requests with version 3 of
/// whatever it is asked for.
final class StandInRefinery implements AutoCloseable {

  static final Instant AS_OF = Instant.parse("2026-01-31T00:00:00Z");

  private final Destination destination;
  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final CountDownLatch joined = new CountDownLatch(1);
  private final Thread thread;

  private StandInRefinery(Destination destination, Topics topics) {
    this.destination = destination;
    this.topics = topics;
    Map<String, Object> config = new HashMap<>(destination.connection().clientConfig());
    config.put("group.id", destination.applicationId());
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", false);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    thread = Thread.ofPlatform().name("stand-in-refinery").start(this::run);
  }

  static StandInRefinery start(Destination destination, Topics topics) {
    var refinery = new StandInRefinery(destination, topics);
    try {
      refinery.joined.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return refinery;
  }

  private void run() {
    List<String> names = new ArrayList<>(topics.inputs().stream().map(Topic::name).toList());
    names.add(topics.profileRequests().name());
    consumer.subscribe(names);
    try (consumer;
        var producer =
            new KafkaProducer<>(
                destination.connection().clientConfig(),
                topics.profileStatus().key().serializer(),
                topics.profileStatus().value().serializer())) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          answer(record)
              .ifPresent(status -> {
                var _ =
                    producer.send(
                        new ProducerRecord<>(
                            topics.profileStatus().name(), status.profileId(), status));
              });
        }
        if (!consumer.assignment().isEmpty()) {
          joined.countDown();
        }
        consumer.commitSync();
      }
    } catch (WakeupException e) {
      // It is closed.
    }
  }

  private Optional<ProfileStatus> answer(ConsumerRecord<byte[], byte[]> record) {
    if (!record.topic().equals(topics.profileRequests().name())) {
      return Optional.empty();
    }
    String profileId = new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
    var request =
        topics.profileRequests().value().deserializer().deserialize(record.topic(), record.value());
    Optional<Instant> heldUntil =
        request instanceof ProfileRequest.Hold hold ? Optional.of(hold.until()) : Optional.empty();
    return Optional.of(
        new ProfileStatus(
            profileId,
            AS_OF,
            AS_OF,
            3,
            EvidenceTotals.NONE,
            0,
            List.of(),
            List.of(),
            heldUntil,
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
