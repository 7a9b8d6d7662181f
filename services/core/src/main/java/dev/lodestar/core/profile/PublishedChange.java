package dev.lodestar.core.profile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A change of the version of a profile that is in force, as subscribers hear of it.
///
/// @param publishedAt wall-clock time
/// @param asOf of the version that is in force now
/// @param change from the version that was in force to the one that is
/// @param rescored how accounts moved under the version, once all were scored under it; absent
///   before
public record PublishedChange(
    Kind kind,
    String profileId,
    Instant publishedAt,
    Instant asOf,
    Cause cause,
    ProfileChange change,
    Optional<Rescoring> rescored) {

  /// What happened.
  public enum Kind {
    /// A new version was published, and is in force.
    PUBLISHED,
    /// The profile is held at a version from now on.
    PINNED,
    /// The profile is held no longer: the newest version is in force.
    UNPINNED,
    /// All accounts were scored under the version in force.
    RESCORED
  }

  /// The change that came with a version.
  public static PublishedChange of(ProfileVersion version) {
    return new PublishedChange(
        Kind.PUBLISHED,
        version.profileId(),
        version.publishedAt(),
        version.learned().asOf(),
        version.cause(),
        version.change(),
        Optional.empty());
  }

  /// Another version comes into force because of a pin, or of its end.
  ///
  /// @param why one sentence, without its full stop
  public static PublishedChange turned(
      Kind kind, ProfileVersion from, ProfileVersion to, String why, Instant at) {
    var cause =
        new Cause(
            0,
            0,
            0,
            0,
            !from.learned().definitionHash().equals(to.learned().definitionHash()),
            !from.learned().hypothesesHash().equals(to.learned().hypothesesHash()),
            List.of(why));
    var change =
        ProfileChange.between(
            Optional.of(from.learned()), from.number(), to.learned(), to.number());
    return new PublishedChange(
        kind,
        to.profileId(),
        at,
        to.learned().asOf(),
        cause,
        change.under(Words.capitalised(why) + "."),
        Optional.empty());
  }

  /// The same change, once all accounts were scored under the version.
  public PublishedChange rescored(Rescoring how, Instant at) {
    return new PublishedChange(Kind.RESCORED, profileId, at, asOf, cause, change, Optional.of(how));
  }
}
