package dev.lodestar.importer.delivery;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.wire.Connection;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.Events;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends a history, during which profiles are held: it leads to one version, not to hundreds.
///
/// Events of one account stay in order. Sending waits when the broker is slower than the reader of
/// the history. It may end at any moment, by force even: sending all of it again does no harm, and
/// profiles are held for no longer than [#HOLD].
public final class Delivery implements AutoCloseable {

  /// How long profiles stay held once nobody renews it.
  static final Duration HOLD = Duration.ofSeconds(90);

  private static final Duration RENEWAL = Duration.ofSeconds(15);

  /// After which a broker that does not take what it is sent counts as away.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Destination destination;
  private final String by;
  private final InstantSource clock;
  private final SchemaRegistry registry;
  private final Topics topics;
  private final SortedSet<String> profiles = new TreeSet<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final SortedMap<String, Long> sent = new TreeMap<>();
  private long renewedAt;

  private Delivery(
      Destination destination,
      String by,
      InstantSource clock,
      SchemaRegistry registry,
      Topics topics) {
    this.destination = destination;
    this.by = by;
    this.clock = clock;
    this.registry = registry;
    this.topics = topics;
    this.producer = producer(destination);
  }

  /// Connects, and holds every known profile.
  ///
  /// @param by who sends, as requests to profiles name it
  /// @throws DeliveryException if there is no broker, or Lodestar never ran there
  public static Delivery open(Destination destination, String by, InstantSource clock)
      throws DeliveryException {
    Installation.require(destination);
    Connection connection = destination.connection();
    SchemaRegistry registry =
        connection.registry().open(connection.prefix(), connection.clientConfig());
    Topics topics = Topics.of(destination.prefix(), registry);
    var delivery = new Delivery(destination, by, clock, registry, topics);
    boolean holds = false;
    try {
      delivery.hold();
      holds = true;
      return delivery;
    } catch (KafkaException e) {
      throw away(destination, e);
    } finally {
      if (!holds) {
        delivery.close();
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Destination destination) {
    Map<String, Object> config =
        destination.client(
            Map.of(
                "client.id",
                "lodestar-import",
                "compression.type",
                "lz4",
                "linger.ms",
                20,
                "batch.size",
                128 * 1024,
                "max.block.ms",
                PATIENCE.toMillis(),
                "request.timeout.ms",
                20_000,
                "delivery.timeout.ms",
                (int) PATIENCE.toMillis()));
    // Neither lost nor out of order, whatever the user says.
    config.put("enable.idempotence", true);
    config.put("acks", "all");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Hands an event over; it has arrived after [#flush()].
  public void send(AccountEvent event) throws DeliveryException {
    try {
      renewHold();
      switch (event) {
        case AttributesObserved e -> send(topics.accounts(), e.accountId(), Events.toAvro(e));
        case SiteVisited e -> send(topics.websiteVisits(), e.accountId(), Events.toAvro(e));
        case DealReported e -> send(topics.dealOutcomes(), e.accountId(), Events.toAvro(e));
        case ChurnReported e -> send(topics.churnEvents(), e.accountId(), Events.toAvro(e));
        case AccountErased e -> send(topics.accountIdentities(), e.accountId(), Events.toAvro(e));
        case AccountMerged e -> send(topics.accountIdentities(), e.accountId(), Events.toAvro(e));
      }
    } catch (KafkaException e) {
      throw interrupted(e);
    }
    failIfBroken();
  }

  /// Returns when everything has arrived.
  public void flush() throws DeliveryException {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw interrupted(e);
    }
    failIfBroken();
  }

  /// How many events went to each topic.
  public SortedMap<String, Long> sent() {
    return Collections.unmodifiableSortedMap(sent);
  }

  /// Waits until profiles have learned from what was sent, has them published, and awaits that.
  public Settlement settle(Settlement.Watcher watcher) throws DeliveryException {
    return settle(watcher, Settling.ARRIVAL);
  }

  /// @param arrival how long a refinery may take to join
  Settlement settle(Settlement.Watcher watcher, Duration arrival) throws DeliveryException {
    flush();
    try (var settling = new Settling(this, watcher, arrival)) {
      return settling.settle();
    } catch (KafkaException e) {
      throw away(destination, e);
    }
  }

  Destination destination() {
    return destination;
  }

  Topics topics() {
    return topics;
  }

  SortedSet<String> profiles() {
    return profiles;
  }

  void publish() throws DeliveryException {
    request(new ProfileRequest.Publish(by));
    flush();
  }

  void renewHold() {
    if (System.nanoTime() - renewedAt > RENEWAL.toNanos()) {
      request(new ProfileRequest.Hold(by, clock.instant().plus(HOLD)));
      renewedAt = System.nanoTime();
    }
  }

  private void hold() throws DeliveryException {
    profiles.addAll(Profiles.known(destination, topics));
    request(new ProfileRequest.Hold(by, clock.instant().plus(HOLD)));
    renewedAt = System.nanoTime();
    flush();
  }

  private void request(ProfileRequest request) {
    profiles.forEach(profile -> put(topics.profileRequests(), profile, request));
  }

  private <V> void send(Topic<String, V> topic, String key, V value) {
    put(topic, key, value);
    sent.merge(topic.name(), 1L, Long::sum);
  }

  private <V> void put(Topic<String, V> topic, String key, V value) {
    byte[] keyBytes = topic.key().serializer().serialize(topic.name(), key);
    byte[] valueBytes = topic.value().serializer().serialize(topic.name(), value);
    // A problem is heard of by the callback, so the future has nothing more to say.
    var _ =
        producer.send(
            new ProducerRecord<>(topic.name(), keyBytes, valueBytes),
            (_, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              }
            });
  }

  private void failIfBroken() throws DeliveryException {
    Exception problem = failure.get();
    if (problem != null) {
      throw interrupted(problem);
    }
  }

  private DeliveryException interrupted(Exception problem) {
    return new DeliveryException(
        "The broker at %s stopped taking events (%s). What arrived is safe; import again when it is back: nothing counts twice."
            .formatted(destination.address(), problem.getMessage()),
        problem);
  }

  static DeliveryException away(Destination destination, KafkaException problem) {
    if (problem instanceof SerializationException) {
      return new DeliveryException(
          "What the Lodestar at %s wrote cannot be read (%s): is it of another version than this importer?"
              .formatted(destination.address(), problem.getMessage()),
          problem);
    }
    return new DeliveryException(
        "No Kafka broker answers at %s (%s): start one with ./lodestar up, or name another with --bootstrap-servers."
            .formatted(destination.address(), problem.getMessage()),
        problem);
  }

  @Override
  public void close() {
    // What is in the buffer was either flushed or is to be sent again.
    producer.close(Duration.ZERO);
    registry.close();
  }
}
