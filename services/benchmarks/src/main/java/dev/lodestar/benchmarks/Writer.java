package dev.lodestar.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Writes to any topic.
record Writer(KafkaProducer<byte[], byte[]> producer) {

  /// An event, under the account it is of.
  <V extends SpecificRecord> void write(Topic<String, V> topic, V event) {
    write(topic, event.get(1).toString(), event);
  }

  <V> void write(Topic<String, V> topic, String key, V value) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                key.getBytes(UTF_8),
                topic.value().serializer().serialize(topic.name(), value)));
  }
}
