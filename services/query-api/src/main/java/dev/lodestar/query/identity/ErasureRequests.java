package dev.lodestar.query.identity;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which accounts were asked to be forgotten, by whomever.
@Singleton
final class ErasureRequests implements ReadModel {

  private final Entries<String, AccountEvent> entries;
  private final Map<String, Asked> latest = new ConcurrentHashMap<>();

  ErasureRequests(Topics topics) {
    this.entries = new Entries<>(topics.identities());
  }

  /// @param upTo nothing is to be known that occurred by then
  record Asked(Instant upTo, Instant receivedAt) {}

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    entries
        .read(bytes)
        .value()
        .filter(AccountErased.class::isInstance)
        .ifPresent(event ->
            latest.merge(
                event.accountId(),
                new Asked(event.occurredAt(), Instant.ofEpochMilli(bytes.timestamp())),
                (one, other) -> other.upTo().isAfter(one.upTo()) ? other : one));
  }

  Optional<Asked> of(String accountId) {
    return Optional.ofNullable(latest.get(accountId));
  }
}
