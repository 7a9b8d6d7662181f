package dev.lodestar.query.retargeting;

import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.reading.Entry;
import dev.lodestar.query.reading.ReadModel;
import dev.lodestar.query.reading.Subscriptions;
import dev.lodestar.query.retargeting.Decision.Place;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What was last decided about every lapsed account, by time of decision and in the order it was
/// read.
@Singleton
public final class Decisions implements ReadModel {

  private final Entries<String, Retargeting> entries;
  private final Map<String, Decision> byKey = new ConcurrentHashMap<>();
  private final NavigableMap<Place, Decision> byPlace = new ConcurrentSkipListMap<>();
  private final NavigableMap<Long, Decision> byOrder = new ConcurrentSkipListMap<>();
  private final Subscriptions subscriptions = new Subscriptions();
  private long read;

  Decisions(Topics topics) {
    this.entries = new Entries<>(topics.retargeting());
  }

  @Override
  public String topic() {
    return entries.topic();
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> bytes) {
    Entry<String, Retargeting> entry = entries.read(bytes);
    Decision before = byKey.get(entry.key());
    if (before != null && isReadAlready(before, bytes)) {
      return;
    }
    forget(before);
    if (entry.value().isPresent()) {
      Retargeting retargeting = entry.value().get();
      Decision decision =
          new Decision(
              retargeting, Place.of(retargeting), bytes.partition(), bytes.offset(), ++read);
      byKey.put(entry.key(), decision);
      byPlace.put(decision.place(), decision);
      byOrder.put(decision.order(), decision);
      subscriptions.tell();
    } else {
      byKey.remove(entry.key());
    }
  }

  /// What was last decided about an account under a profile.
  public Optional<Retargeting> of(String profileId, String accountId) {
    return Optional.ofNullable(byKey.get(Topics.accountKey(profileId, accountId)))
        .map(Decision::retargeting);
  }

  /// Newest first.
  Stream<Decision> after(Place place) {
    return byPlace.tailMap(place, false).values().stream();
  }

  /// The first one read after another; of one account, only what was decided last.
  Optional<Decision> readAfter(long order) {
    return Optional.ofNullable(byOrder.higherEntry(order)).map(Map.Entry::getValue);
  }

  long lastOrder() {
    return byOrder.isEmpty() ? 0 : byOrder.lastKey();
  }

  /// Hears of every decision taken in.
  Subscriptions subscriptions() {
    return subscriptions;
  }

  private void forget(@Nullable Decision decision) {
    if (decision != null) {
      byPlace.remove(decision.place());
      byOrder.remove(decision.order());
    }
  }

  private static boolean isReadAlready(Decision decision, ConsumerRecord<byte[], byte[]> bytes) {
    return decision.partition() == bytes.partition() && bytes.offset() <= decision.offset();
  }
}
