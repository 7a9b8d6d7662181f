package dev.lodestar.wire.registry;

import dev.lodestar.schemas.SchemaRegistration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps schemas in a compacted topic of one partition, so that no registry need run.
///
/// It connects when it is first asked, and reads on when it is asked for an id it has not met.
public final class TopicSchemaRegistry implements SchemaRegistry {

  /*
   * Any number of JVMs may write at once: a schema's id follows from its content, so all of them write the
   * same record under the same key, whatever the order, and compaction keeps one of them.
   */

  private static final Logger log = LoggerFactory.getLogger(TopicSchemaRegistry.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String topic;
  private final TopicPartition partition;
  private final Map<String, Object> clientConfig;
  private final KnownSchemas known = new KnownSchemas();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();

  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private boolean isClosed;

  /// @param topic see [dev.lodestar.wire.Topics#schemasName]
  /// @param clientConfig how to reach Kafka: `bootstrap.servers`, and security where there is any
  public TopicSchemaRegistry(String topic, Map<String, ?> clientConfig) {
    TrustedSchemas.trust();
    this.topic = topic;
    this.partition = new TopicPartition(topic, 0);
    this.clientConfig = new HashMap<>(clientConfig);
    // Kafka numbers its clients; two of one name in a JVM would complain.
    this.clientConfig.remove("client.id");
  }

  @Override
  public int idOf(String subject, Schema schema) {
    SchemaId id = SchemaId.of(schema);
    if (!registered.contains(id.fingerprint())) {
      register(id, subject, schema);
    }
    return id.id();
  }

  @Override
  public Optional<Schema> schema(int id) {
    Optional<Schema> schema = known.schema(id);
    if (schema.isEmpty()) {
      readOn();
      return known.schema(id);
    }
    return schema;
  }

  @Override
  public Optional<Schema> schema(UUID guid) {
    Optional<Schema> schema = known.schema(guid);
    if (schema.isEmpty()) {
      readOn();
      return known.schema(guid);
    }
    return schema;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (consumer != null) {
      // In no group: it would only wait for the answer to its last request.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
    if (producer != null) {
      producer.close();
    }
  }

  private synchronized void register(SchemaId id, String subject, Schema schema) {
    readOn();
    if (registered.contains(id.fingerprint())) {
      return;
    }
    known.add(id, schema);
    write(id, subject, schema);
    // What another JVM wrote meanwhile is read too, and with it a schema that claims the same id.
    readOn();
  }

  private void write(SchemaId id, String subject, Schema schema) {
    byte[] fingerprint = HexFormat.of().parseHex(id.fingerprint());
    var registration =
        new SchemaRegistration(id.id(), ByteBuffer.wrap(fingerprint), subject, schema.toString());
    try {
      ByteBuffer value = SchemaRegistration.getEncoder().encode(registration);
      byte[] key = id.fingerprint().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      openProducer()
          .send(new ProducerRecord<>(topic, partition.partition(), key, bytesOf(value)))
          .get();
    } catch (IOException e) {
      throw new IllegalStateException("a buffer in memory failed", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException | KafkaException e) {
      throw new RegistryUnavailable(
          "schema %s could not be written to %s".formatted(schema.getFullName(), topic), e);
    }
  }

  /// Reads up to the end that the topic has now.
  private synchronized void readOn() {
    try {
      var open = openConsumer();
      long end = open.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (open.position(partition) < end) {
        open.poll(POLL).forEach(this::learn);
        if (System.nanoTime() - deadline > 0) {
          throw new RegistryUnavailable(
              "topic %s could not be read to its end within %s".formatted(topic, PATIENCE));
        }
      }
    } catch (InterruptException | RegistryUnavailable e) {
      throw e;
    } catch (KafkaException e) {
      throw new RegistryUnavailable("topic %s could not be read".formatted(topic), e);
    } catch (IllegalStateException e) {
      // Two schemas of one id: a record of either is sound, so this must not pass for its fault,
      // nor
      // be forgotten at the next reading.
      startOver();
      throw new RegistryUnavailable("%s: %s".formatted(topic, e.getMessage()), e);
    }
  }

  private void startOver() {
    if (consumer != null) {
      consumer.seekToBeginning(List.of(partition));
    }
  }

  private void learn(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      var registration = SchemaRegistration.getDecoder().decode(record.value());
      var schema = new Schema.Parser().parse(registration.getJson());
      SchemaId id = SchemaId.of(schema);
      if (id.id() != registration.getId()) {
        log.warn("Ignored a schema under a foreign id: {}, offset {}", topic, record.offset());
        return;
      }
      known.add(id, schema);
      registered.add(id.fingerprint());
    } catch (IOException | AvroRuntimeException e) {
      log.warn("Ignored a record that holds no schema: {}, offset {}", topic, record.offset(), e);
    }
  }

  private KafkaConsumer<byte[], byte[]> openConsumer() {
    requireOpen();
    if (consumer == null) {
      var config = new HashMap<>(clientConfig);
      config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
      config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
      var opened =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      try {
        requireOnePartition(opened.partitionsFor(topic).size());
        opened.assign(List.of(partition));
        opened.seekToBeginning(List.of(partition));
        consumer = opened;
        return opened;
      } finally {
        if (consumer == null) {
          opened.close();
        }
      }
    }
    return consumer;
  }

  private KafkaProducer<byte[], byte[]> openProducer() {
    requireOpen();
    if (producer == null) {
      var config = new HashMap<>(clientConfig);
      config.put(ProducerConfig.ACKS_CONFIG, "all");
      config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
      config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
      producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  private void requireOpen() {
    if (isClosed) {
      throw new RegistryUnavailable("the registry in topic %s is closed".formatted(topic));
    }
  }

  private void requireOnePartition(int partitions) {
    if (partitions == 0) {
      throw new RegistryUnavailable("topic %s does not exist yet".formatted(topic));
    }
    if (partitions > 1) {
      throw new RegistryUnavailable(
          "topic %s must have one partition, but has %d".formatted(topic, partitions));
    }
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
