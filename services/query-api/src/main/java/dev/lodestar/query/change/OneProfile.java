package dev.lodestar.query.change;

import dev.lodestar.query.change.ChangeEvents.Snapshot;
import dev.lodestar.query.profile.Versions;
import dev.lodestar.query.stream.Source;
import io.micronaut.http.sse.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one subscriber has not been sent of one profile. Ids are the numbers of versions.
final class OneProfile implements Source {

  private final String profileId;
  private final Optional<String> lastEventId;
  private final ChangeEvents events;
  private final Versions versions;
  private @Nullable Unseen unseen;

  OneProfile(
      String profileId, Optional<String> lastEventId, ChangeEvents events, Versions versions) {
    this.profileId = profileId;
    this.lastEventId = lastEventId;
    this.events = events;
    this.versions = versions;
  }

  @Override
  public Optional<Event<String>> next() {
    if (unseen == null) {
      Optional<Integer> known = lastSeen();
      if (known.isEmpty()) {
        Snapshot snapshot = events.snapshot(profileId);
        unseen = new Unseen(profileId, snapshot.version(), versions);
        return Optional.of(event("snapshot", snapshot.event(), snapshot.version()));
      }
      unseen = new Unseen(profileId, known.get(), versions);
    }
    return unseen.next().map(version -> event("change", events.render(version), version.number()));
  }

  private Optional<Integer> lastSeen() {
    try {
      // A number we never gave, from before the data was reset: the client starts afresh.
      return lastEventId
          .map(Integer::valueOf)
          .filter(number -> number >= 0 && number <= versions.latestNumber(profileId));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Event<String> event(String name, String data, int version) {
    return Event.of(data).name(name).id(Integer.toString(version));
  }
}
