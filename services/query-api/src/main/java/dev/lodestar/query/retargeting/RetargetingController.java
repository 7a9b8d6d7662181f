package dev.lodestar.query.retargeting;

import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.paging.PageParameters;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.retargeting.Decision.Place;
import dev.lodestar.query.stream.EventStreams;
import dev.lodestar.query.stream.Source;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// Lapsed accounts that are worth another conversation.
@Controller("/retargeting")
@Tag(name = "Retargeting")
@AnswersProblems
final class RetargetingController {

  private final Profiles profiles;
  private final Decisions decisions;
  private final EventStreams streams;
  private final RetargetingEvents events;

  RetargetingController(
      Profiles profiles, Decisions decisions, EventStreams streams, RetargetingEvents events) {
    this.profiles = profiles;
    this.decisions = decisions;
    this.streams = streams;
    this.events = events;
  }

  /// What stands decided about lapsed accounts, newest first.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  Page<RetargetingResponse> list(
      @Parameter(description = "Absent: all profiles.", required = false) @QueryValue
          Optional<String> profile,
      @Parameter(description = "CANDIDATE or WITHDRAWN; absent: both.", required = false)
          @QueryValue
          Optional<String> state,
      @RequestBean PageParameters page) {
    profile.ifPresent(profiles::require);
    Optional<State> wanted = Parameters.oneOf("state", state, State.class);
    return Page.of(
            decisions
                .after(page.cursor().map(Place::at).orElse(Place.START))
                .filter(d -> concerns(d, profile))
                .filter(d -> wanted.isEmpty() || d.retargeting().state() == wanted.get()),
            page.size(),
            d -> d.place().cursor())
        .map(d -> RetargetingResponse.of(d.retargeting()));
  }

  /// Every decision about a lapsed account as a server-sent event, until you leave.
  ///
  /// Each is a CloudEvent in JSON. They start from now; with Last-Event-ID, as browsers send it
  /// when they reconnect, from where you were, and with Last-Event-ID: 0 from everything that
  /// stands. Of several decisions about one account that you have not seen you get the last. Every
  /// 15 seconds without news there is a comment.
  @Get(uri = "/stream", produces = MediaType.TEXT_EVENT_STREAM)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM,
              schema = @Schema(implementation = RetargetingCloudEvent.class)))
  HttpResponse<Publisher<Event<String>>> stream(
      @Parameter(description = "Absent: all profiles.", required = false) @QueryValue
          Optional<String> profile,
      @Parameter(
              description = "The id of the last event you have; absent: begin anew.",
              required = false)
          @Header("Last-Event-ID")
          Optional<String> lastEventId) {
    return streams.stream(
        List.of(decisions.subscriptions()),
        () -> new News(profile, lastEventId.flatMap(Offsets::parse)));
  }

  private static boolean concerns(Decision decision, Optional<String> profile) {
    return profile.isEmpty() || decision.retargeting().profileId().equals(profile.get());
  }

  /// The decisions that one subscriber has not been sent.
  private final class News implements Source {

    private final Optional<String> profile;
    private final Offsets seen;
    private boolean isFromNow;
    private long order;

    News(Optional<String> profile, Optional<Offsets> seen) {
      this.profile = profile;
      this.seen = seen.orElseGet(Offsets::new);
      this.isFromNow = seen.isEmpty();
    }

    @Override
    public Optional<Event<String>> next() {
      if (isFromNow) {
        isFromNow = false;
        passAll();
        // Without data it is no event; but the client now knows where it was, should it have to
        // reconnect before anything happens.
        return Optional.of(Event.of("").id(seen.text()));
      }
      Optional<Decision> next = decisions.readAfter(order);
      while (next.isPresent()) {
        Decision decision = next.get();
        order = decision.order();
        boolean isNew = !seen.include(decision.partition(), decision.offset());
        seen.advance(decision.partition(), decision.offset());
        if (isNew && concerns(decision, profile)) {
          return Optional.of(event(decision));
        }
        next = decisions.readAfter(order);
      }
      return Optional.empty();
    }

    private void passAll() {
      long until = decisions.lastOrder();
      Optional<Decision> next = decisions.readAfter(order);
      while (next.isPresent() && next.get().order() <= until) {
        order = next.get().order();
        seen.advance(next.get().partition(), next.get().offset());
        next = decisions.readAfter(order);
      }
    }

    private Event<String> event(Decision decision) {
      return Event.of(events.render(decision.retargeting())).name("retargeting").id(seen.text());
    }
  }
}
