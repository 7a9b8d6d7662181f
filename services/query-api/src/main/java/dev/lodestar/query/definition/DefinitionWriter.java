package dev.lodestar.query.definition;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.BrokerWatch;
import dev.lodestar.query.reading.KafkaAccess;
import dev.lodestar.query.reading.Readers;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes definitions to their topic.
@Singleton
final class DefinitionWriter {

  private static final Logger log = LoggerFactory.getLogger(DefinitionWriter.class);

  private static final Duration READABLE = Duration.ofSeconds(10);

  private final Topic<String, ProfileDefinition> topic;
  private final Producer<byte[], byte[]> producer;
  private final Readers readers;
  private final BrokerWatch broker;

  DefinitionWriter(Topics topics, KafkaAccess kafka, Readers readers, BrokerWatch broker) {
    this.topic = topics.profileDefinitions();
    this.producer = kafka.producer();
    this.readers = readers;
    this.broker = broker;
  }

  /// Returns when the definition is kept, and this instance answers with it.
  ///
  /// @throws Refusal if the cluster does not take it in time
  void write(ProfileDefinition definition) throws InterruptedException {
    broker
        .trouble()
        .ifPresent(_ -> {
          throw away();
        });
    String name = topic.name();
    try {
      byte[] key = topic.key().serializer().serialize(name, definition.profileId());
      byte[] value = topic.value().serializer().serialize(name, definition);
      RecordMetadata kept = producer.send(new ProducerRecord<>(name, key, value)).get();
      if (!readers.awaitRead(name, kept.partition(), kept.offset(), READABLE)) {
        throw Refusal.notNow("not-readable", "The definition is kept but cannot be read yet.");
      }
    } catch (ExecutionException | KafkaException e) {
      log.warn("A definition could not be written", e);
      throw away();
    }
  }

  private static Refusal away() {
    return Refusal.notNow("broker-away", "Kafka does not take the definition now: try again.");
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
