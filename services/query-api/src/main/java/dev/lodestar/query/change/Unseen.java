package dev.lodestar.query.change;

import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.profile.PublishedVersion;
import dev.lodestar.query.profile.Versions;
import java.time.Duration;
import java.util.Optional;

/// The versions of one profile that one subscriber has not been told of, in their order.
final class Unseen {

  /*
   * Versions of a profile lie in several partitions, so a later one may be read before an earlier one. It is held
   * back until the earlier one is there; or, should that never be, because it could not be read, until a while has
   * passed.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String profileId;
  private final Versions versions;
  private int seen;
  private Optional<Long> waitingSince = Optional.empty();

  Unseen(String profileId, int seen, Versions versions) {
    this.profileId = profileId;
    this.seen = seen;
    this.versions = versions;
  }

  int seen() {
    return seen;
  }

  Optional<ProfileVersion> next() {
    if (versions.latestNumber(profileId) <= seen) {
      return Optional.empty();
    }
    Optional<ProfileVersion> next =
        versions.after(profileId, seen).map(PublishedVersion::version).filter(this::isDue);
    next.ifPresent(version -> {
      seen = version.number();
      waitingSince = Optional.empty();
    });
    return next;
  }

  private boolean isDue(ProfileVersion version) {
    if (version.number() == seen + 1) {
      return true;
    }
    long now = System.nanoTime();
    long since = waitingSince.orElse(now);
    waitingSince = Optional.of(since);
    return now - since > PATIENCE.toNanos();
  }
}
