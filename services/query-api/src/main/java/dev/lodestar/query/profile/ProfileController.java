package dev.lodestar.query.profile;

import dev.lodestar.query.paging.Cursor;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.paging.PageParameters;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/// Profiles and their versions.
@Controller("/profiles")
@Tag(name = "Profiles")
@AnswersProblems
final class ProfileController {

  private static final String PROFILES = "profiles";
  private static final String VERSIONS = "versions";
  private static final int TIMELINE = 200;

  private final Profiles profiles;
  private final Versions versions;
  private final VersionResponses responses;
  private final PastTimes times;

  ProfileController(
      Profiles profiles, Versions versions, VersionResponses responses, PastTimes times) {
    this.profiles = profiles;
    this.versions = versions;
    this.responses = responses;
    this.times = times;
  }

  /// All profiles, by id.
  @Get
  Page<ProfileSummary> list(@RequestBean PageParameters page) {
    String after = page.after(PROFILES).orElse("");
    return Page.of(
            profiles.ids().tailSet(after, false).stream(),
            page.size(),
            id -> Cursor.after(PROFILES, id))
        .map(profiles::summary);
  }

  /// A profile: its newest version, and the evidence as it is now.
  ///
  /// Answers before the first version, too: then without one. With asOf, the version that was in
  /// force at that moment.
  @Get("/{profileId}")
  ProfileResponse profile(String profileId, @RequestBean AsOf asOf) {
    return times
        .read(asOf)
        .map(time -> profiles.responseAt(profileId, time))
        .orElseGet(() -> profiles.response(profileId));
  }

  /// The versions of a profile, newest first.
  @Get("/{profileId}/versions")
  Page<VersionSummary> versions(String profileId, @RequestBean PageParameters page) {
    profiles.require(profileId);
    int below =
        page.cursor().map(c -> Cursor.parse(c, VERSIONS, 1).number(0)).orElse(Integer.MAX_VALUE);
    return Page.of(
        versions.newestBelow(profileId, below, page.size() + 1).stream(),
        page.size(),
        version -> Cursor.after(VERSIONS, Integer.toString(version.number())));
  }

  /// One version, by its number or by a name that stands for it.
  @Get("/{profileId}/versions/{number}")
  VersionResponse version(String profileId, String number) {
    return responses.of(profiles.version(profileId, profiles.number(profileId, "number", number)));
  }

  /// The weights of a profile over its versions, few enough to draw.
  @Get("/{profileId}/timeline")
  TimelineResponse timeline(
      String profileId,
      @Parameter(
              description =
                  "How many versions at most, from 2 to 1000; 200 when absent. Of more, some are"
                      + " left out evenly.",
              required = false,
              example = "50",
              schema = @Schema(type = "integer"))
          @QueryValue
          Optional<String> limit) {
    profiles.require(profileId);
    return TimelineResponse.of(
        profileId,
        versions.timeline(profileId),
        Parameters.whole("limit", limit, 2, PageParameters.MAX_LIMIT).orElse(TIMELINE));
  }

  /// What differs between any two versions.
  ///
  /// They need not follow each other, nor come in order of time.
  @Get("/{profileId}/diff")
  ChangeResponse diff(
      String profileId,
      @Parameter(
              description =
                  "The earlier version, by number or name; absent: the one before; 0: nothing.",
              required = false)
          @QueryValue
          Optional<String> from,
      @Parameter(
              description = "The later version, by number or name; absent: the one in force.",
              required = false)
          @QueryValue
          Optional<String> to) {
    PublishedVersion later =
        to.filter(text -> !text.isEmpty())
            .map(text -> profiles.version(profileId, profiles.number(profileId, "to", text)))
            .orElseGet(() -> profiles.latest(profileId));
    int number = later.version().number();
    int earlier =
        from.filter(text -> !text.isEmpty())
            .map(text -> text.equals("0") ? 0 : profiles.number(profileId, "from", text))
            .orElse(number - 1);
    return ChangeResponse.of(
        later.changeFrom(
            earlier == 0 ? Optional.empty() : Optional.of(profiles.version(profileId, earlier))));
  }
}
