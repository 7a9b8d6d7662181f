package dev.lodestar.query.change;

import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.profile.Turns.Turn;
import java.time.Duration;
import java.util.Optional;

/// What one subscriber has not been told of one profile, in its order.
final class Unseen {

  /*
   * Versions of a profile lie in several partitions, so a later one may be read before an earlier one. It is held
   * back until the earlier one is there; or, should that never be, because it could not be read, until a while has
   * passed. What happens under a version waits for the version.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String profileId;
  private final ChangeEvents events;
  private Place seen;
  private Optional<Long> waitingSince = Optional.empty();

  Unseen(String profileId, Place seen, ChangeEvents events) {
    this.profileId = profileId;
    this.seen = seen;
    this.events = events;
  }

  /// An event without its id.
  record News(String name, String data) {}

  Place seen() {
    return seen;
  }

  Optional<News> next() {
    Optional<ProfileVersion> version = version();
    Optional<Turn> turn =
        events
            .turns()
            .after(profileId, seen.turn())
            .filter(t -> t.change().change().toVersion() <= seen.version());
    boolean isTurnNext =
        turn.isPresent()
            && (version.isEmpty()
                || turn.get().change().publishedAt().isBefore(version.get().publishedAt()));
    return isTurnNext ? turn.map(this::told) : version.map(this::told);
  }

  private News told(Turn turn) {
    seen = new Place(seen.version(), turn.place());
    boolean isRescored = turn.change().kind() == Kind.RESCORED;
    return new News(isRescored ? "rescored" : "change", events.render(turn.change()));
  }

  private News told(ProfileVersion version) {
    seen = new Place(version.number(), seen.turn());
    waitingSince = Optional.empty();
    return new News("change", events.render(version));
  }

  private Optional<ProfileVersion> version() {
    if (events.versions().latestNumber(profileId) <= seen.version()) {
      return Optional.empty();
    }
    return events
        .versions()
        .after(profileId, seen.version())
        .map(PublishedVersion::version)
        .filter(this::isDue);
  }

  private boolean isDue(ProfileVersion version) {
    if (version.number() == seen.version() + 1) {
      return true;
    }
    long now = System.nanoTime();
    long since = waitingSince.orElse(now);
    waitingSince = Optional.of(since);
    return now - since > PATIENCE.toNanos();
  }
}
