package dev.lodestar.query.change;

import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.reading.Readers;
import dev.lodestar.query.reading.Subscriptions;
import dev.lodestar.query.stream.EventStreams;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.sse.Event;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// Changes of profiles as they happen.
@Controller
@Tag(name = "Changes")
@AnswersProblems
final class ChangeController {

  private final Profiles profiles;
  private final EventStreams streams;
  private final Readers readers;
  private final ChangeEvents events;

  ChangeController(Profiles profiles, EventStreams streams, Readers readers, ChangeEvents events) {
    this.profiles = profiles;
    this.readers = readers;
    this.streams = streams;
    this.events = events;
  }

  /// Every change of a profile as a server-sent event, until you leave.
  ///
  /// First comes a snapshot, the profile as it is now; then a change for each new version, pin and
  /// end of a pin, and how accounts moved once they are scored anew, each as a CloudEvent in JSON.
  /// The event id is the version's number, as in 7; or 7+21 once something happened between
  /// versions. With Last-Event-ID, as browsers send it when they reconnect, what came since then
  /// comes instead of a snapshot, none missing and none twice. Every 15 seconds without news there
  /// is a comment; a client that reads nothing for a minute is hung up on.
  @Get(uri = "/profiles/{profileId}/changes", produces = MediaType.TEXT_EVENT_STREAM)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM,
              schema = @Schema(implementation = ChangeCloudEvent.class)))
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
    return streams.stream(news(), () -> new OneProfile(profileId, lastEventId, events));
  }

  /// Every change of every profile as a server-sent event, until you leave.
  ///
  /// First comes a snapshot of each profile; then every change of any, each as a CloudEvent in
  /// JSON. The event id names the version of every profile that you know, such as
  /// default:3,enterprise:12. With Last-Event-ID the changes since then come, none missing and none
  /// twice, whichever instance of the API answers. Every 15 seconds without news there is a
  /// comment; a client that reads nothing for a minute is hung up on.
  @Get(uri = "/changes", produces = MediaType.TEXT_EVENT_STREAM)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM,
              schema = @Schema(implementation = ChangeCloudEvent.class)))
  HttpResponse<Publisher<Event<String>>> allChanges(
      @Parameter(
              description = "The id of the last event you have; absent: begin anew.",
              required = false)
          @Header("Last-Event-ID")
          Optional<String> lastEventId) {
    return streams.stream(news(), () -> new AllProfiles(lastEventId, events, profiles));
  }

  private List<Subscriptions> news() {
    return List.of(events.versions().subscriptions(), events.turns().subscriptions());
  }
}
