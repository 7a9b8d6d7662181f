package dev.lodestar.query.profile;

import dev.lodestar.query.paging.Cursor;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.paging.Parameter;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/// Profiles and their versions.
@Controller("/profiles")
@Tag(name = "Profiles")
final class ProfileController {

  private static final String PROFILES = "profiles";
  private static final String VERSIONS = "versions";

  private final Profiles profiles;
  private final Versions versions;
  private final VersionResponses responses;

  ProfileController(Profiles profiles, Versions versions, VersionResponses responses) {
    this.profiles = profiles;
    this.versions = versions;
    this.responses = responses;
  }

  /// All profiles, by id.
  @Get
  Page<ProfileSummary> list(
      @QueryValue Optional<String> limit, @QueryValue Optional<String> cursor) {
    String after = cursor.map(c -> Cursor.parse(c, PROFILES, 1).place().getFirst()).orElse("");
    return Page.of(
            profiles.ids().tailSet(after, false).stream(),
            Parameter.limit(limit),
            id -> Cursor.after(PROFILES, id))
        .map(profiles::summary);
  }

  /// A profile: its newest version, and the evidence as it is now.
  ///
  /// Answers before the first version, too: then without one.
  @Get("/{profileId}")
  ProfileResponse profile(String profileId) {
    return profiles.response(profileId);
  }

  /// The versions of a profile, newest first.
  @Get("/{profileId}/versions")
  Page<VersionSummary> versions(
      String profileId, @QueryValue Optional<String> limit, @QueryValue Optional<String> cursor) {
    profiles.require(profileId);
    int below = cursor.map(c -> Cursor.parse(c, VERSIONS, 1).number(0)).orElse(Integer.MAX_VALUE);
    int size = Parameter.limit(limit);
    return Page.of(
        versions.newestBelow(profileId, below, size + 1).stream(),
        size,
        version -> Cursor.after(VERSIONS, Integer.toString(version.number())));
  }

  /// One version.
  @Get("/{profileId}/versions/{number}")
  VersionResponse version(String profileId, String number) {
    return responses.of(profiles.version(profileId, Parameter.version("number", number)));
  }

  /// What differs between any two versions.
  ///
  /// Without `to` it is the newest, without `from` the one before; `from=0` is nothing at all.
  @Get("/{profileId}/diff")
  ChangeResponse diff(
      String profileId, @QueryValue Optional<String> from, @QueryValue Optional<String> to) {
    PublishedVersion later =
        Parameter.whole("to", to, 1, Integer.MAX_VALUE)
            .map(number -> profiles.version(profileId, number))
            .orElseGet(() -> profiles.latest(profileId));
    int number = later.version().number();
    int earlier = Parameter.whole("from", from, 0, Integer.MAX_VALUE).orElse(number - 1);
    return ChangeResponse.of(
        later.changeFrom(
            earlier == 0 ? Optional.empty() : Optional.of(profiles.version(profileId, earlier))));
  }
}
