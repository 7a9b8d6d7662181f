package dev.lodestar.query.writing;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.BrokerWatch;
import dev.lodestar.query.reading.KafkaAccess;
import dev.lodestar.query.reading.Readers;
import dev.lodestar.wire.Topic;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes to compacted topics whatever callers change.
@Singleton
public final class TopicWriter {

  private static final Logger log = LoggerFactory.getLogger(TopicWriter.class);

  private static final Duration READABLE = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final Readers readers;
  private final BrokerWatch broker;

  TopicWriter(KafkaAccess kafka, Readers readers, BrokerWatch broker) {
    this.producer = kafka.producer();
    this.readers = readers;
    this.broker = broker;
  }

  /// Returns when the value is kept, and this instance answers with it.
  ///
  /// @param value empty to delete what the key stands for
  /// @throws Refusal if the cluster does not take it in time
  public <V> void write(Topic<String, V> topic, String key, Optional<V> value)
      throws InterruptedException {
    broker
        .trouble()
        .ifPresent(_ -> {
          throw away();
        });
    try {
      RecordMetadata kept = keep(topic, key, value);
      if (!readers.awaitRead(topic.name(), kept.partition(), kept.offset(), READABLE)) {
        throw Refusal.notNow("not-readable", "It is kept but cannot be read yet.");
      }
    } catch (KafkaException e) {
      log.warn("A record of {} could not be written", topic.name(), e);
      throw away();
    }
  }

  /// Returns when the value is kept.
  ///
  /// @throws KafkaException if the cluster does not take it in time
  public <V> RecordMetadata keep(Topic<String, V> topic, String key, Optional<V> value)
      throws InterruptedException {
    String name = topic.name();
    byte[] keyBytes = topic.key().serializer().serialize(name, key);
    byte[] bytes = value.map(v -> topic.value().serializer().serialize(name, v)).orElse(null);
    try {
      return producer.send(new ProducerRecord<>(name, keyBytes, bytes)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }

  private static Refusal away() {
    return Refusal.notNow("broker-away", "Kafka does not take it now: try again.");
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
