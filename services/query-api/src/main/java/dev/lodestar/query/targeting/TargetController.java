package dev.lodestar.query.targeting;

import dev.lodestar.query.csv.SafeCsv;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.paging.PageParameters;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.AsOf;
import dev.lodestar.query.profile.PastTimes;
import dev.lodestar.query.profile.Profiles;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.server.util.HttpHostResolver;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// Which accounts to talk to, best first.
@Controller("/profiles/{profileId}/accounts")
@Tag(name = "Accounts")
@AnswersProblems
final class TargetController {

  private final Profiles profiles;
  private final TargetLists lists;
  private final PastTimes times;
  private final HttpHostResolver hosts;

  TargetController(Profiles profiles, TargetLists lists, PastTimes times, HttpHostResolver hosts) {
    this.profiles = profiles;
    this.lists = lists;
    this.times = times;
    this.hosts = hosts;
  }

  /// The accounts of a profile, best fit or most engaged first, in pages of JSON or all at once as
  /// CSV.
  ///
  /// All pages of one reading show the list as it was when the first was asked for, as long as no
  /// more than five minutes pass between two of them; then it goes on in the list as it is.
  ///
  /// CSV comes for Accept: text/csv or format=csv, and without limit holds every account. With
  /// layout=sales its columns are those that people want. A cell that a spreadsheet would take for
  /// a formula begins with an apostrophe, unless machine=true. With asOf, every account is scored
  /// anew as it was at that moment, which takes seconds where there are many; tiers are then those
  /// of the cuts alone, and status and engagement are not known.
  @Get(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = TargetPage.class)),
        @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string"))
      })
  HttpResponse<?> accounts(
      HttpRequest<?> request,
      String profileId,
      @RequestBean TargetParameters parameters,
      @RequestBean PageParameters page,
      @RequestBean FormatParameters format,
      @RequestBean AsOf asOf) {
    profiles.require(profileId);
    TargetQuery query = TargetQuery.of(parameters, times.read(asOf), page.cursor());
    return SafeCsv.isWanted(request, format.format())
        ? csv(
            request,
            query,
            lists.snapshot(profileId, query),
            format,
            Parameters.whole("limit", page.limit(), 1, Integer.MAX_VALUE))
        : HttpResponse.ok(page(profileId, query, format, page.size()));
  }

  private TargetPage page(String profileId, TargetQuery query, FormatParameters format, int limit) {
    List<String> attributes = lists.attributes(profileId, query, format.shown());
    Snapshot snapshot = lists.snapshot(profileId, query);
    Page<Target> page = lists.page(snapshot, query, limit);
    return new TargetPage(
        profileId,
        query.asOf(),
        snapshot.at(),
        snapshot.list().counts().byTier(),
        page.items().stream().map(target -> lists.row(target, snapshot, attributes)).toList(),
        page.nextCursor());
  }

  private HttpResponse<Publisher<byte[]>> csv(
      HttpRequest<?> request,
      TargetQuery query,
      Snapshot snapshot,
      FormatParameters format,
      Optional<Integer> limit) {
    List<String> attributes = lists.attributes(snapshot.profileId(), query, format.shown());
    TargetCsv csv =
        new TargetCsv(
            format.read(),
            attributes,
            format.isForMachines(),
            hosts.resolve(request) + "/accounts/%s/fit?profile=" + snapshot.profileId());
    Publisher<byte[]> rows =
        Flux.fromStream(() ->
                lists
                    .targets(snapshot, query)
                    .limit(limit.orElse(Integer.MAX_VALUE))
                    .map(target -> lists.row(target, snapshot, attributes)))
            .buffer(SafeCsv.CHUNK)
            .map(csv::rows)
            .startWith(csv.header());
    return SafeCsv.file(snapshot.profileId(), rows);
  }
}
