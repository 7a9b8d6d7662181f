package dev.lodestar.query.change;

import dev.lodestar.query.change.ChangeEvents.Snapshot;
import dev.lodestar.query.stream.Source;
import io.micronaut.http.sse.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one subscriber has not been sent of one profile. Ids are [Place]s.
final class OneProfile implements Source {

  private final String profileId;
  private final Optional<String> lastEventId;
  private final ChangeEvents events;
  private @Nullable Unseen unseen;

  OneProfile(String profileId, Optional<String> lastEventId, ChangeEvents events) {
    this.profileId = profileId;
    this.lastEventId = lastEventId;
    this.events = events;
  }

  @Override
  public Optional<Event<String>> next() {
    if (unseen == null) {
      // A place we never gave, from before the data was reset: the client starts afresh.
      Optional<Place> known =
          lastEventId.flatMap(Place::parse).filter(place -> events.hasBeen(profileId, place));
      if (known.isEmpty()) {
        Snapshot snapshot = events.snapshot(profileId);
        unseen = new Unseen(profileId, snapshot.place(), events);
        return Optional.of(event("snapshot", snapshot.event(), snapshot.place()));
      }
      unseen = new Unseen(profileId, known.get(), events);
    }
    Unseen of = unseen;
    return of.next().map(news -> event(news.name(), news.data(), of.seen()));
  }

  private static Event<String> event(String name, String data, Place place) {
    return Event.of(data).name(name).id(place.text());
  }
}
