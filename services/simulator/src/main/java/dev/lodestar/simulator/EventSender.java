package dev.lodestar.simulator;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.Events;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends events to the input topics, each to its own, keyed by account.
public final class EventSender implements Consumer<AccountEvent>, AutoCloseable {

  private final SchemaRegistry registry;
  private final Topics topics;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private EventSender(SchemaRegistry registry, Topics topics, Producer<byte[], byte[]> producer) {
    this.registry = registry;
    this.topics = topics;
    this.producer = producer;
  }

  /// Sends to topics that exist.
  ///
  /// @param clientConfig how to reach Kafka: `bootstrap.servers`, and security where there is any
  public static EventSender open(
      Map<String, ?> clientConfig, String prefix, RegistrySettings registrySettings) {
    SchemaRegistry registry = registrySettings.open(prefix, clientConfig);
    var config = new HashMap<String, Object>(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 10);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    return new EventSender(registry, Topics.of(prefix, registry), producer);
  }

  /// Hands an event over for sending.
  ///
  /// @throws KafkaException if this or an earlier event cannot be sent
  @Override
  public void accept(AccountEvent event) {
    requireNoFailure();
    switch (event) {
      case AccountEvent.AttributesObserved e -> send(topics.accounts(), e, Events.toAvro(e));
      case AccountEvent.SiteVisited e -> send(topics.websiteVisits(), e, Events.toAvro(e));
      case AccountEvent.DealReported e -> send(topics.dealOutcomes(), e, Events.toAvro(e));
      case AccountEvent.ChurnReported e -> send(topics.churnEvents(), e, Events.toAvro(e));
      case AccountEvent.AccountErased e -> send(topics.accountIdentities(), e, Events.toAvro(e));
      case AccountEvent.AccountMerged e -> send(topics.accountIdentities(), e, Events.toAvro(e));
    }
  }

  /// Returns when everything handed over has arrived.
  ///
  /// @throws KafkaException if something did not
  public void flush() {
    producer.flush();
    requireNoFailure();
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
  }

  private <V extends SpecificRecord> void send(
      Topic<String, V> topic, AccountEvent event, V value) {
    byte[] key = topic.key().serializer().serialize(topic.name(), event.accountId());
    byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
    var _ =
        producer.send(
            new ProducerRecord<>(topic.name(), key, bytes),
            (_, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  private void requireNoFailure() {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new KafkaException("an event was not taken: " + thrown.getMessage(), thrown);
    }
  }
}
