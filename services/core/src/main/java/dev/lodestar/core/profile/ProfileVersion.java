package dev.lodestar.core.profile;

import java.time.Instant;

/// An immutable, numbered, published state of a profile.
///
/// @param number 1 for the first
/// @param publishedAt wall-clock time; like `number`, `cause` and `change`, it depends on when the
///   facts came in, which `learned` does not
/// @param change from the previous version; for the first, from nothing
public record ProfileVersion(
    String profileId,
    int number,
    Instant publishedAt,
    Cause cause,
    ProfileChange change,
    LearnedProfile learned) {

  public ProfileVersion {
    if (number < 1) {
      throw new IllegalArgumentException("version numbers start at 1: " + number);
    }
  }
}
