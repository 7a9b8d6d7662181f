package dev.lodestar.query.account;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributesThen;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.EventClock;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.translation.ViewedAttributes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
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
  private final ViewedAttributes viewed;
  private final Ends ends;
  private final Map<String, Kept> accounts = new ConcurrentHashMap<>();
  private final List<BiConsumer<String, Presence>> moved = new CopyOnWriteArrayList<>();
  private final InstantSource wall;
  private volatile @Nullable EventClock clock;
  private volatile Duration halfLife = Engagement.HALF_LIFE;

  Accounts(Topics topics, Ends ends, InstantSource wall) {
    this.ends = ends;
    this.entries = new Entries<>(topics.accountViews());
    this.viewed = topics.viewedAttributes();
    this.wall = wall;
  }

  /// A view in as little space as its form allows.
  private sealed interface Kept {

    Presence presence();

    final class Packed implements Kept {

      private final Presence presence;
      private final byte[] bytes;

      Packed(Presence presence, byte[] bytes) {
        this.presence = presence;
        this.bytes = bytes;
      }

      @Override
      public Presence presence() {
        return presence;
      }
    }

    // Its schema is named in a header, so the bytes alone could not be read.
    record Unpacked(Presence presence, AccountView view) implements Kept {}
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, AccountView> entry = entries.read(bytes);
    entry.value().ifPresentOrElse(view -> put(view, bytes), () -> accounts.remove(entry.key()));
    moved.forEach(listener -> listener.accept(entry.key(), presence(entry.key())));
  }

  private void put(AccountView view, ConsumerRecord<byte[], byte[]> bytes) {
    Presence presence = Presence.of(view);
    halfLife = view.engagement().halfLife();
    accounts.put(
        view.accountId(),
        bytes.headers().toArray().length == 0
            ? new Kept.Packed(presence, bytes.value())
            : new Kept.Unpacked(presence, view));
    setClock(view.asOf(), Instant.ofEpochMilli(bytes.timestamp()));
  }

  /// Hears of every view taken in, after it can be asked for.
  public void whenMoved(BiConsumer<String, Presence> listener) {
    moved.add(listener);
  }

  /// What time it is where the accounts live: now, or for a history that was imported, its end and
  /// what has passed since.
  public Instant now() {
    Instant now = wall.instant();
    EventClock known = clock;
    return known == null ? now : known.at(now);
  }

  /// After which a visit weighs half.
  public Duration halfLife() {
    return halfLife;
  }

  private void setClock(Instant asOf, Instant receivedAt) {
    EventClock known = clock;
    clock = known == null ? EventClock.of(asOf, receivedAt) : known.after(asOf, receivedAt);
  }

  public Optional<AccountView> find(String accountId) {
    return Optional.ofNullable(accounts.get(accountId)).map(this::view);
  }

  /// Some attributes of an account, without decoding all that is known of it.
  public Optional<Map<String, AttributeValue>> attributes(String accountId, Set<String> names) {
    return switch (accounts.get(accountId)) {
      case null -> Optional.empty();
      case Kept.Packed packed ->
          viewed
              .read(packed.bytes, names)
              .or(() -> Optional.of(entries.value(packed.bytes).attributes()));
      case Kept.Unpacked(_, var view) -> Optional.of(view.attributes());
    };
  }

  /// An account that must be known.
  ///
  /// @throws Refusal if there is no such account; of one that became another, it says which
  public AccountView require(String accountId) {
    return find(accountId).orElseThrow(() -> unknown(accountId));
  }

  /// Whether it was erased or merged, and nothing is known of it since.
  public boolean hasEnded(String accountId) {
    return !accounts.containsKey(accountId) && ends.of(accountId).isPresent();
  }

  private Refusal unknown(String accountId) {
    String heir = ends.heirOf(accountId);
    return !heir.equals(accountId)
        ? Refusal.gone(
            "merged-account",
            "Account '%s' was merged into '%s': ask for that one.".formatted(accountId, heir),
            List.of(heir))
        : Refusal.unknown(
            "account",
            "There is no account '%s' among the %d known.".formatted(accountId, accounts.size()),
            List.of());
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
  public Presence presence(String accountId) {
    Kept kept = accounts.get(accountId);
    return kept == null ? Presence.UNKNOWN : kept.presence();
  }

  private AccountView view(Kept kept) {
    return switch (kept) {
      case Kept.Packed packed -> entries.value(packed.bytes);
      case Kept.Unpacked(_, var view) -> view;
    };
  }
}
