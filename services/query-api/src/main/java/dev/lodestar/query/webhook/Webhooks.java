package dev.lodestar.query.webhook;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.query.reading.Subscriptions;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Webhook;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The webhooks there are.
@Singleton
public final class Webhooks implements ReadModel {

  private static final Comparator<Webhook> OLDEST_FIRST =
      Comparator.comparing(Webhook::createdAt).thenComparing(Webhook::id);

  private final Entries<String, Webhook> entries;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final Subscriptions subscriptions = new Subscriptions();

  Webhooks(Topics topics) {
    this.entries = new Entries<>(topics.webhooks());
  }

  /// @param partition of the topic, which says which instance of the API delivers to it
  private record Kept(Webhook webhook, int partition) {}

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, Webhook> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            webhook -> kept.put(entry.key(), new Kept(webhook, bytes.partition())),
            () -> kept.remove(entry.key()));
    subscriptions.tell();
  }

  /// Oldest first.
  public List<Webhook> all() {
    return kept.values().stream().map(Kept::webhook).sorted(OLDEST_FIRST).toList();
  }

  /// Those whose key lies in one of these partitions.
  public List<Webhook> in(Set<Integer> partitions) {
    return kept.values().stream()
        .filter(k -> partitions.contains(k.partition()))
        .map(Kept::webhook)
        .toList();
  }

  public Optional<Webhook> find(String id) {
    return Optional.ofNullable(kept.get(id)).map(Kept::webhook);
  }

  /// The webhook of this id.
  ///
  /// @throws Refusal if there is no such webhook
  public Webhook require(String id) {
    return find(id)
        .orElseThrow(() ->
            Refusal.unknown(
                "webhook",
                "There is no webhook '" + id + "'.",
                all().stream().map(Webhook::id).toList()));
  }

  int count() {
    return kept.size();
  }

  /// Hears of every webhook taken in.
  public Subscriptions subscriptions() {
    return subscriptions;
  }
}
