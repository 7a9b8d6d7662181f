package dev.lodestar.query.profile;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.ProfileDefinition.Kind;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.query.definition.Definitions;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// The profiles there are: defined, learned, or published.
@Singleton
public final class Profiles {

  private final Definitions definitions;
  private final Versions versions;
  private final Statuses statuses;
  private final Pins pins;
  private final Turns turns;
  private final Labels labels;
  private final VersionResponses responses;

  Profiles(
      Definitions definitions,
      Versions versions,
      Statuses statuses,
      Pins pins,
      Turns turns,
      Labels labels,
      VersionResponses responses) {
    this.definitions = definitions;
    this.versions = versions;
    this.statuses = statuses;
    this.pins = pins;
    this.turns = turns;
    this.labels = labels;
    this.responses = responses;
  }

  public NavigableSet<String> ids() {
    NavigableSet<String> ids = new TreeSet<>(definitions.profileIds());
    ids.addAll(versions.profileIds());
    ids.addAll(statuses.profileIds());
    ids.removeIf(ProfileDefinition::isDraft);
    return ids;
  }

  /// Refuses to go on without a profile.
  ///
  /// @throws Refusal if there is no such profile
  public void require(String profileId) {
    if (definitions.written(profileId).isEmpty()
        && versions.latestNumber(profileId) == 0
        && statuses.of(profileId).isEmpty()) {
      throw Refusal.unknown(
          "profile", "There is no profile '" + profileId + "'.", List.copyOf(ids()));
    }
  }

  /// The version in force: the newest, unless the profile is pinned to another.
  ///
  /// @throws Refusal if there is no such profile, or no version of it yet
  public PublishedVersion latest(String profileId) {
    return inForce(profileId)
        .orElseThrow(() -> {
          require(profileId);
          return Refusal.unknown(
              "version", "Profile '" + profileId + "' has no version yet.", List.of());
        });
  }

  /// The version that was in force at a time: the newest that had been published by then, or the
  /// one that the profile was held at, as far as [Turns] are kept.
  ///
  /// @throws Refusal if there is no such profile, or no version was published yet
  public PublishedVersion inForceAt(String profileId, Instant time) {
    return inForce(profileId, Optional.of(time))
        .orElseThrow(() -> {
          require(profileId);
          String first =
              versions
                  .firstPublishedAt(profileId)
                  .map(published -> "its first was published at " + published + ".")
                  .orElse("it has none yet.");
          return Refusal.unknown(
              "version",
              "Profile '" + profileId + "' had no version at " + time + ": " + first,
              List.of());
        });
  }

  /// The version in force, now or at a time; empty where there is none, or was none yet.
  public Optional<PublishedVersion> inForce(String profileId, Optional<Instant> time) {
    return time.isPresent() ? heldOrNewest(profileId, time.get()) : inForce(profileId);
  }

  private Optional<PublishedVersion> heldOrNewest(String profileId, Instant time) {
    return turns
        .pinnedAt(profileId, time)
        .flatMap(number -> versions.version(profileId, number))
        .or(() -> versions.inForceAt(profileId, time));
  }

  /// A version by its number.
  ///
  /// @throws Refusal if there is no such profile or version
  public PublishedVersion version(String profileId, int number) {
    return versions
        .version(profileId, number)
        .orElseThrow(() -> {
          require(profileId);
          return Refusal.unknown(
              "version",
              "Profile '" + profileId + "' has no version " + number + ".",
              versions.known(profileId));
        });
  }

  /// The number that a caller means: one, or a name that stands for one.
  ///
  /// @param field where it stands in the request
  /// @throws Refusal if there is no such profile, or no such name
  public int number(String profileId, String field, String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Parameters.version(field, text);
    }
    if (!Labels.isName(text)) {
      throw new InvalidField(field, text, "must be the number or the name of a version");
    }
    return labels
        .version(profileId, text)
        .orElseThrow(() -> {
          require(profileId);
          return Refusal.unknown(
              "label",
              "No version of profile '" + profileId + "' is called '" + text + "'.",
              List.copyOf(labels.of(profileId).keySet()));
        });
  }

  /// The version that came before another.
  public Optional<PublishedVersion> before(PublishedVersion version) {
    return versions.before(version.version().profileId(), version.version().number());
  }

  /// The number of the newest version, in force or not; 0 when there is none.
  public int newestNumber(String profileId) {
    return versions.latestNumber(profileId);
  }

  /// The newest version, unless the profile is pinned to another; empty before the first.
  public Optional<PublishedVersion> inForce(String profileId) {
    return pins.of(profileId)
        .flatMap(pin -> versions.version(profileId, pin.version()))
        .or(() -> versions.latest(profileId));
  }

  /// The version in force, if it can be asked at once; empty if its bytes must be decoded first.
  public Optional<PublishedVersion> inForceIfReady(String profileId) {
    int number =
        pins.of(profileId).map(Pin::version).orElseGet(() -> versions.latestNumber(profileId));
    return versions.ifReady(profileId, number);
  }

  /// A profile as it is answered.
  ///
  /// @throws Refusal if there is no such profile
  public ProfileResponse response(String profileId) {
    require(profileId);
    return new ProfileResponse(
        profileId,
        kind(profileId),
        inForce(profileId).map(responses::of),
        statuses.of(profileId).map(StatusResponse::of));
  }

  /// A profile as it would have been answered at a time; of the evidence between versions nothing
  /// is kept.
  ///
  /// @throws Refusal if there is no such profile, or no version was published yet
  ProfileResponse responseAt(String profileId, Instant time) {
    return new ProfileResponse(
        profileId,
        kind(profileId),
        Optional.of(responses.of(inForceAt(profileId, time))),
        Optional.empty());
  }

  ProfileSummary summary(String profileId) {
    return new ProfileSummary(
        profileId,
        kind(profileId),
        inForce(profileId).map(version -> VersionSummary.of(version.version())),
        statuses.of(profileId).map(StatusResponse::of));
  }

  private Kind kind(String profileId) {
    return definitions.written(profileId).map(ProfileDefinition::kind).orElse(Kind.COMPANY);
  }
}
