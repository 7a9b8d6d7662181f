package dev.lodestar.query.retargeting;

import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.query.csv.SafeCsv;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.paging.PageParameters;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.retargeting.Decision.Place;
import dev.lodestar.query.stream.EventStreams;
import dev.lodestar.query.stream.Source;
import io.micronaut.http.HttpRequest;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

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

  /// What stands decided about lapsed accounts, newest first, in pages of JSON or all at once as
  /// CSV.
  ///
  /// CSV comes for Accept: text/csv or format=csv, and without limit holds every decision. A cell
  /// that a spreadsheet would take for a formula begins with an apostrophe.
  @Get(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = RetargetingPage.class)),
        @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string"))
      })
  HttpResponse<?> list(
      HttpRequest<?> request,
      @Parameter(description = "Absent: all profiles.", required = false) @QueryValue
          Optional<String> profile,
      @Parameter(description = "CANDIDATE or WITHDRAWN; absent: both.", required = false)
          @QueryValue
          Optional<String> state,
      @Parameter(description = "ACCOUNT, PROFILE or POLICY; absent: all.", required = false)
          @QueryValue
          Optional<String> cause,
      @Parameter(
              description = "Decided at this moment or later; absent: whenever.",
              required = false,
              example = "2026-03-31T18:00:00Z",
              schema = @Schema(type = "string", format = "date-time"))
          @QueryValue
          Optional<String> since,
      @Parameter(description = "json or csv; absent: what Accept says.", required = false)
          @QueryValue
          Optional<String> format,
      @RequestBean PageParameters page) {
    profile.ifPresent(profiles::require);
    Optional<State> wantedState = Parameters.oneOf("state", state, State.class);
    Optional<Cause> wantedCause = Parameters.oneOf("cause", cause, Cause.class);
    Optional<Instant> earliest = Parameters.instant("since", since);
    Supplier<Stream<Decision>> wanted =
        () ->
            decisions
                .after(page.cursor().map(Place::at).orElse(Place.START))
                .takeWhile(d ->
                    earliest.isEmpty() || !d.retargeting().decidedAt().isBefore(earliest.get()))
                .filter(d -> concerns(d, profile))
                .filter(d -> wantedState.isEmpty() || d.retargeting().state() == wantedState.get())
                .filter(d -> wantedCause.isEmpty() || d.retargeting().cause() == wantedCause.get());
    if (SafeCsv.isWanted(request, format)) {
      long limit =
          Parameters.whole("limit", page.limit(), 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
      return SafeCsv.file(
          "retargeting",
          Flux.fromStream(() -> wanted.get().limit(limit).map(Decision::retargeting))
              .buffer(SafeCsv.CHUNK)
              .map(RetargetingCsv::rows)
              .startWith(RetargetingCsv.header()));
    }
    return HttpResponse.ok(
        RetargetingPage.of(Page.of(wanted.get(), page.size(), d -> d.place().cursor())));
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
