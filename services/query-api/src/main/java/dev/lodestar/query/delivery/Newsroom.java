package dev.lodestar.query.delivery;

import dev.lodestar.core.profile.Criterion;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileChange.Move;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.query.change.ChangeEvents;
import dev.lodestar.query.reading.Entries;
import dev.lodestar.query.retargeting.RetargetingEvents;
import dev.lodestar.wire.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Makes news of what the topics say.
@Singleton
final class Newsroom {

  /// How far a weight must move to touch its attribute, in log-odds.
  static final double CLEAR_MOVE = 0.25;

  /// And in standard errors that were published before.
  static final double CLEAR_ERRORS = 2;

  private static final String PAIR = " × ";

  private final Entries<String, PublishedChange> changes;
  private final Entries<String, Retargeting> decisions;
  private final ChangeEvents changeEvents;
  private final RetargetingEvents retargetingEvents;

  Newsroom(Topics topics, ChangeEvents changeEvents, RetargetingEvents retargetingEvents) {
    this.changes = new Entries<>(topics.profileChanges());
    this.decisions = new Entries<>(topics.retargeting());
    this.changeEvents = changeEvents;
    this.retargetingEvents = retargetingEvents;
  }

  List<String> topics() {
    return List.of(changes.topic(), decisions.topic());
  }

  /// Empty when a record is no news, but forgets a key.
  ///
  /// @throws RuntimeException if the record cannot be read
  Optional<News> read(ConsumerRecord<byte[], byte[]> bytes) {
    return bytes.topic().equals(changes.topic())
        ? changes.read(bytes).value().map(this::of)
        : decisions.read(bytes).value().map(this::of);
  }

  private News of(PublishedChange change) {
    return new News(
        changeEvents.about(change),
        change.profileId(),
        Optional.of(touched(change.change())),
        Optional.empty(),
        () -> changeEvents.render(change));
  }

  private News of(Retargeting decision) {
    return new News(
        retargetingEvents.about(decision),
        decision.profileId(),
        Optional.empty(),
        Optional.of(decision.tier()),
        () -> retargetingEvents.render(decision));
  }

  /// The attributes that a reader of the change would act otherwise about.
  static Set<String> touched(ProfileChange change) {
    Set<String> names = new TreeSet<>();
    Stream.concat(
            Stream.of(change.entered(), change.left(), change.turned())
                .flatMap(List::stream)
                .map(Criterion::attribute),
            change.moves().stream().filter(Newsroom::isClear).map(Move::attribute))
        .forEach(name -> {
          names.add(name);
          // A pair touches both of its attributes.
          names.addAll(List.of(name.split(PAIR)));
        });
    return names;
  }

  private static boolean isClear(Move move) {
    double error = move.before().map(before -> before.standardError()).orElse(0.0);
    return Math.abs(move.size()) >= CLEAR_MOVE && Math.abs(move.size()) > CLEAR_ERRORS * error;
  }
}
