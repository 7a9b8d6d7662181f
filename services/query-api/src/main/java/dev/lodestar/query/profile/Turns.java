package dev.lodestar.query.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.query.reading.Subscriptions;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What happens to profiles between versions: pins, their ends, and finished rescoring.
///
/// All that is said of a profile lies in one partition, so the offset orders it, the same for every
/// instance of the API. It is known for as long as the topic keeps it, by default 400 days.
@Singleton
public final class Turns implements ReadModel {

  private static final int READY = 64;

  private final Entries<String, PublishedChange> entries;
  private final Map<String, NavigableMap<Long, Kept>> profiles = new ConcurrentHashMap<>();
  private final Cache<Kept, PublishedChange> ready =
      Caffeine.newBuilder().maximumSize(READY).weakKeys().build();
  private final Subscriptions subscriptions = new Subscriptions();

  Turns(Topics topics) {
    this.entries = new Entries<>(topics.profileChanges());
  }

  /// Something that happened to a profile.
  ///
  /// @param place orders what happened to one profile; 1 or more
  public record Turn(long place, PublishedChange change) {}

  private record Kept(ConsumerRecord<byte[], byte[]> bytes, Kind kind, Instant at, int version) {}

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Optional<PublishedChange> value = entries.read(bytes).value();
    if (value.isEmpty() || value.get().kind() == Kind.PUBLISHED) {
      return; // versions have a topic of their own, which keeps them for ever
    }
    PublishedChange change = value.get();
    Kept kept = new Kept(bytes, change.kind(), change.publishedAt(), change.change().toVersion());
    profiles
        .computeIfAbsent(change.profileId(), _ -> new ConcurrentSkipListMap<>())
        .put(bytes.offset() + 1, kept);
    ready.put(kept, change);
    subscriptions.tell();
  }

  /// The place of what happened last; 0 while nothing did.
  public long latest(String profileId) {
    NavigableMap<Long, Kept> turns = of(profileId);
    return turns.isEmpty() ? 0 : turns.lastKey();
  }

  /// The first after a place, if there is one.
  public Optional<Turn> after(String profileId, long place) {
    return Optional.ofNullable(of(profileId).higherEntry(place))
        .map(entry -> new Turn(entry.getKey(), ready(entry.getValue())));
  }

  /// The version that a profile was held at, at a time; empty when it was not, as far as is known.
  Optional<Integer> pinnedAt(String profileId, Instant time) {
    return of(profileId).descendingMap().values().stream()
        .filter(kept -> kept.kind != Kind.RESCORED && !kept.at.isAfter(time))
        .findFirst()
        .filter(kept -> kept.kind == Kind.PINNED)
        .map(Kept::version);
  }

  /// Hears of everything taken in.
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  private NavigableMap<Long, Kept> of(String profileId) {
    return profiles.getOrDefault(profileId, Collections.emptyNavigableMap());
  }

  private PublishedChange ready(Kept kept) {
    return ready.get(kept, k -> entries.read(k.bytes).value().orElseThrow());
  }
}
