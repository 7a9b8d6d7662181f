package dev.lodestar.query.change;

import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.Versions;
import dev.lodestar.query.reading.Readers;
import dev.lodestar.query.stream.EventStreams;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// Changes of a profile as they happen.
@Controller("/profiles/{profileId}/changes")
@Tag(name = "Changes")
@AnswersProblems
final class ChangeController {

  private final Profiles profiles;
  private final Versions versions;
  private final EventStreams streams;
  private final Readers readers;
  private final JsonMapper json;

  ChangeController(
      Profiles profiles,
      Versions versions,
      EventStreams streams,
      Readers readers,
      JsonMapper json) {
    this.profiles = profiles;
    this.readers = readers;
    this.versions = versions;
    this.streams = streams;
    this.json = json;
  }

  /// Every change of a profile as a server-sent event, until you leave.
  ///
  /// First comes a snapshot, the profile as it is now; then a change for each new version. The
  /// event id is the version's number. With Last-Event-ID, as browsers send it when they reconnect,
  /// the changes since that version come instead of a snapshot, none missing and none twice. Every
  /// 15 seconds without news there is a comment.
  @Get(produces = MediaType.TEXT_EVENT_STREAM)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM,
              schema = @Schema(implementation = ChangeEvent.class)))
  HttpResponse<Publisher<Event<String>>> changes(
      String profileId,
      @Parameter(
              description = "The id of the last event you have; absent: begin anew.",
              required = false)
          @Header("Last-Event-ID")
          Optional<String> lastEventId) {
    if (readers.areCaughtUp()) {
      profiles.require(profileId);
    }
    return streams.stream(
        versions.subscriptions(),
        () -> new UnseenChanges(profileId, lastEventId, profiles, versions, json));
  }
}
