package dev.lodestar.query.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.query.reading.Subscriptions;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/// All versions of all profiles.
///
/// A version's covariance grows with the square of its levels, so versions are kept as their bytes,
/// and those lately asked for as [PublishedVersion]s.
@Singleton
public final class Versions implements ReadModel {

  private static final int READY = 64;

  private final Entries<String, ProfileVersion> entries;
  private final Map<String, NavigableMap<Integer, Kept>> profiles = new ConcurrentHashMap<>();
  private final Cache<Kept, PublishedVersion> ready =
      Caffeine.newBuilder().maximumSize(READY).weakKeys().build();
  private final Subscriptions subscriptions = new Subscriptions();

  Versions(Topics topics) {
    this.entries = new Entries<>(topics.profileVersions());
  }

  /// Compared by identity: a version written again replaces what was made of the old bytes.
  private static final class Kept {

    private final ConsumerRecord<byte[], byte[]> bytes;
    private final VersionSummary summary;
    private final TimelinePoint point;

    Kept(ConsumerRecord<byte[], byte[]> bytes, VersionSummary summary, TimelinePoint point) {
      this.bytes = bytes;
      this.summary = summary;
      this.point = point;
    }
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, ProfileVersion> entry = entries.read(bytes);
    if (entry.value().isEmpty()) {
      forget(entry.key());
    } else {
      ProfileVersion version = entry.value().get();
      Kept kept = new Kept(bytes, VersionSummary.of(version), TimelinePoint.of(version));
      profiles
          .computeIfAbsent(version.profileId(), _ -> new ConcurrentSkipListMap<>())
          .put(version.number(), kept);
      ready.put(kept, new PublishedVersion(version));
    }
    subscriptions.tell();
  }

  /// The profiles that have a version; without drafts.
  public Set<String> profileIds() {
    return profiles.keySet().stream()
        .filter(profileId -> !ProfileDefinition.isDraft(profileId))
        .collect(Collectors.toUnmodifiableSet());
  }

  public Optional<PublishedVersion> latest(String profileId) {
    return Optional.ofNullable(of(profileId).lastEntry()).map(entry -> ready(entry.getValue()));
  }

  /// The newest version that had been published by a time.
  public Optional<PublishedVersion> inForceAt(String profileId, Instant time) {
    return of(profileId).descendingMap().values().stream()
        .filter(kept -> !kept.summary.publishedAt().isAfter(time))
        .findFirst()
        .map(this::ready);
  }

  /// When the first version that is known was published.
  Optional<Instant> firstPublishedAt(String profileId) {
    return Optional.ofNullable(of(profileId).firstEntry())
        .map(entry -> entry.getValue().summary.publishedAt());
  }

  public Optional<PublishedVersion> version(String profileId, int number) {
    return Optional.ofNullable(of(profileId).get(number)).map(this::ready);
  }

  /// A version that need not be decoded first.
  Optional<PublishedVersion> ifReady(String profileId, int number) {
    return Optional.ofNullable(of(profileId).get(number)).map(ready::getIfPresent);
  }

  /// The number of the newest version; 0 when there is none.
  public int latestNumber(String profileId) {
    NavigableMap<Integer, Kept> versions = of(profileId);
    return versions.isEmpty() ? 0 : versions.lastKey();
  }

  /// The first version after this number, if there is one.
  public Optional<PublishedVersion> after(String profileId, int number) {
    return Optional.ofNullable(of(profileId).higherEntry(number))
        .map(entry -> ready(entry.getValue()));
  }

  /// The last version before this number, if there is one.
  Optional<PublishedVersion> before(String profileId, int number) {
    return Optional.ofNullable(of(profileId).lowerEntry(number))
        .map(entry -> ready(entry.getValue()));
  }

  /// Newest first.
  Collection<VersionSummary> newestBelow(String profileId, int number, int limit) {
    return of(profileId).headMap(number, false).descendingMap().values().stream()
        .limit(limit)
        .map(kept -> kept.summary)
        .toList();
  }

  /// Oldest first.
  List<TimelinePoint> timeline(String profileId) {
    return of(profileId).values().stream().map(kept -> kept.point).toList();
  }

  /// The numbers that exist, in words.
  public List<String> known(String profileId) {
    return of(profileId).descendingKeySet().stream()
        .limit(20)
        .map(n -> Integer.toString(n))
        .toList();
  }

  /// Hears of every version taken in.
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  private NavigableMap<Integer, Kept> of(String profileId) {
    return profiles.getOrDefault(profileId, Collections.emptyNavigableMap());
  }

  private PublishedVersion ready(Kept kept) {
    return ready.get(kept, k -> new PublishedVersion(entries.read(k.bytes).value().orElseThrow()));
  }

  private void forget(String key) {
    int slash = key.lastIndexOf('/');
    if (slash < 0) {
      throw new SerializationException("a key that names no version");
    }
    int number = Integer.parseInt(key.substring(slash + 1));
    of(key.substring(0, slash)).remove(number);
  }
}
