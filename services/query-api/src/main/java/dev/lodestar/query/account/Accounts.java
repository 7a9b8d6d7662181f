package dev.lodestar.query.account;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributesThen;
import dev.lodestar.core.account.EventClock;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What is known of every account.
///
/// There may be a million, so views are kept as the bytes they came in, a third of a kilobyte each,
/// and decoded when asked for, within microseconds.
@Singleton
public final class Accounts implements ReadModel {

  private final Entries<String, AccountView> entries;
  private final Map<String, Kept> accounts = new ConcurrentHashMap<>();
  private final InstantSource wall;
  private volatile @Nullable EventClock clock;

  Accounts(Topics topics, InstantSource wall) {
    this.entries = new Entries<>(topics.accountViews());
    this.wall = wall;
  }

  /// A view in as little space as its form allows.
  private sealed interface Kept {

    Lifecycle lifecycle();

    final class Packed implements Kept {

      private final Lifecycle lifecycle;
      private final byte[] bytes;

      Packed(Lifecycle lifecycle, byte[] bytes) {
        this.lifecycle = lifecycle;
        this.bytes = bytes;
      }

      @Override
      public Lifecycle lifecycle() {
        return lifecycle;
      }
    }

    // Its schema is named in a header, so the bytes alone could not be read.
    record Unpacked(AccountView view) implements Kept {

      @Override
      public Lifecycle lifecycle() {
        return view.lifecycle();
      }
    }
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, AccountView> entry = entries.read(bytes);
    entry
        .value()
        .ifPresentOrElse(
            view -> {
              accounts.put(entry.key(), kept(view, bytes));
              setClock(view.asOf(), Instant.ofEpochMilli(bytes.timestamp()));
            },
            () -> accounts.remove(entry.key()));
  }

  /// What time it is where the accounts live: now, or for a history that was imported, its end and
  /// what has passed since.
  public Instant now() {
    Instant now = wall.instant();
    EventClock known = clock;
    return known == null ? now : known.at(now);
  }

  private void setClock(Instant asOf, Instant receivedAt) {
    EventClock known = clock;
    clock = known == null ? EventClock.of(asOf, receivedAt) : known.after(asOf, receivedAt);
  }

  public Optional<AccountView> find(String accountId) {
    return Optional.ofNullable(accounts.get(accountId)).map(this::view);
  }

  /// An account that must be known.
  ///
  /// @throws Refusal if there is no such account
  public AccountView require(String accountId) {
    return find(accountId)
        .orElseThrow(() ->
            Refusal.unknown(
                "account",
                "There is no account '%s' among the %d known."
                    .formatted(accountId, accounts.size()),
                List.of()));
  }

  /// What an account was like at a time.
  ///
  /// @throws Refusal if nothing had happened to it by then
  public static AttributesThen attributesAt(Instant time, AccountView account) {
    return account
        .attributesAt(time)
        .orElseThrow(() ->
            Refusal.unknown(
                "account",
                "Account '%s' was not known at %s: its first event occurred at %s."
                    .formatted(account.accountId(), time, account.past().since()),
                List.of()));
  }

  public int count() {
    return accounts.size();
  }

  /// Every account, decoded one by one.
  public Stream<AccountView> all() {
    return accounts.values().stream().map(this::view);
  }

  /// Where an account stands, without decoding all of it.
  public Optional<Lifecycle> lifecycle(String accountId) {
    return Optional.ofNullable(accounts.get(accountId)).map(Kept::lifecycle);
  }

  private AccountView view(Kept kept) {
    return switch (kept) {
      case Kept.Packed packed -> entries.value(packed.bytes);
      case Kept.Unpacked(var view) -> view;
    };
  }

  private static Kept kept(AccountView view, ConsumerRecord<byte[], byte[]> bytes) {
    return bytes.headers().toArray().length == 0
        ? new Kept.Packed(view.lifecycle(), bytes.value())
        : new Kept.Unpacked(view);
  }
}
