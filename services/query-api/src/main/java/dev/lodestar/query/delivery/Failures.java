package dev.lodestar.query.delivery;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.query.reading.Subscriptions;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Failure;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The events that webhooks did not take.
@Singleton
final class Failures implements ReadModel {

  private final Entries<String, Failure> entries;
  private final NavigableMap<String, Failure> failures = new ConcurrentSkipListMap<>();

  private final Subscriptions subscriptions = new Subscriptions();

  Failures(Topics topics) {
    this.entries = new Entries<>(topics.webhookFailures());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, Failure> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            failure -> failures.put(entry.key(), failure), () -> failures.remove(entry.key()));
    subscriptions.tell();
  }

  Stream<Failure> all() {
    return failures.values().stream();
  }

  /// Hears of every failure taken in.
  Subscriptions subscriptions() {
    return subscriptions;
  }

  /// By delivery, after one of them.
  Stream<Failure> of(String webhookId, String deliveryId) {
    return failures.tailMap(Topics.failureKey(webhookId, deliveryId), false).values().stream()
        .takeWhile(failure -> failure.webhookId().equals(webhookId));
  }

  /// @throws Refusal if there is no such failure
  Failure require(String webhookId, String deliveryId) {
    return Optional.ofNullable(failures.get(Topics.failureKey(webhookId, deliveryId)))
        .orElseThrow(() ->
            Refusal.unknown(
                "delivery",
                "Webhook '%s' has no failed delivery '%s'.".formatted(webhookId, deliveryId),
                List.copyOf(of(webhookId, "").map(Failure::deliveryId).limit(20).toList())));
  }
}
