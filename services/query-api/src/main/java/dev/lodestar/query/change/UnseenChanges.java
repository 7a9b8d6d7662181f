package dev.lodestar.query.change;

import dev.lodestar.query.profile.ProfileResponse;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.profile.Versions;
import dev.lodestar.query.stream.Source;
import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/// The changes of one profile that one subscriber has not been sent.
final class UnseenChanges implements Source {

  /*
   * Versions of a profile lie in several partitions, so a later one may be read before an earlier one. It is held
   * back until the earlier one is there; or, should that never be, because it could not be read, until a while has
   * passed.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String profileId;
  private final Optional<String> lastEventId;
  private final Profiles profiles;
  private final Versions versions;
  private final JsonMapper json;

  private boolean isIntroduced;
  private int seen;
  private Optional<Long> waitingSince = Optional.empty();

  UnseenChanges(
      String profileId,
      Optional<String> lastEventId,
      Profiles profiles,
      Versions versions,
      JsonMapper json) {
    this.profileId = profileId;
    this.lastEventId = lastEventId;
    this.profiles = profiles;
    this.versions = versions;
    this.json = json;
  }

  @Override
  public Optional<Event<String>> next() {
    if (!isIntroduced) {
      isIntroduced = true;
      Optional<Integer> known = lastSeen();
      if (known.isEmpty()) {
        return Optional.of(snapshot());
      }
      seen = known.get();
    }
    Optional<PublishedVersion> next = versions.after(profileId, seen).filter(this::isDue);
    next.ifPresent(version -> {
      seen = version.version().number();
      waitingSince = Optional.empty();
    });
    return next.map(version -> event("change", ChangeEvent.of(version.version())));
  }

  private boolean isDue(PublishedVersion version) {
    if (version.version().number() == seen + 1) {
      return true;
    }
    long now = System.nanoTime();
    long since = waitingSince.orElse(now);
    waitingSince = Optional.of(since);
    return now - since > PATIENCE.toNanos();
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

  private Event<String> snapshot() {
    ProfileResponse profile = profiles.response(profileId);
    seen = profile.version().map(version -> version.number()).orElse(0);
    return event("snapshot", profile);
  }

  private Event<String> event(String name, Object data) {
    try {
      return Event.of(json.writeValueAsString(data)).name(name).id(Integer.toString(seen));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
