package dev.lodestar.query.account;

import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.query.reading.Subscriptions;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which accounts were erased, and which became others.
@Singleton
public final class Ends implements ReadModel {

  private final Entries<String, AccountEnd> entries;
  private final Map<String, Ended> ends = new ConcurrentHashMap<>();
  private final Subscriptions subscriptions = new Subscriptions();

  Ends(Topics topics) {
    this.entries = new Entries<>(topics.accountEnds());
  }

  /// How an account ended.
  ///
  /// @param notedAt when the event was received that led to it
  public record Ended(AccountEnd end, Instant notedAt) {}

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, AccountEnd> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            end -> ends.put(entry.key(), new Ended(end, Instant.ofEpochMilli(bytes.timestamp()))),
            () -> ends.remove(entry.key()));
    subscriptions.tell();
  }

  public Optional<Ended> of(String accountId) {
    return Optional.ofNullable(ends.get(accountId));
  }

  /// The account that another one is now, through however many merges; itself, unless it was
  /// merged.
  public String heirOf(String accountId) {
    var passed = new LinkedHashSet<String>();
    String heir = accountId;
    while (passed.add(heir)) {
      Optional<String> into = of(heir).flatMap(ended -> ended.end().into());
      if (into.isEmpty()) {
        return heir;
      }
      heir = into.get();
    }
    return accountId; // a circle, which is about to be resolved
  }

  /// Hears of every end taken in.
  public Subscriptions subscriptions() {
    return subscriptions;
  }
}
