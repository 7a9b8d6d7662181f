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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
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
import reactor.core.publisher.Flux;

/// Which accounts to talk to, best first.
@Controller("/profiles/{profileId}/accounts")
@Tag(name = "Accounts")
@AnswersProblems
final class TargetController {

  private final Profiles profiles;
  private final TargetLists lists;
  private final PastTimes times;

  TargetController(Profiles profiles, TargetLists lists, PastTimes times) {
    this.profiles = profiles;
    this.lists = lists;
    this.times = times;
  }

  /// The accounts of a profile, best fit first, in pages of JSON or all at once as CSV.
  ///
  /// CSV comes for Accept: text/csv or format=csv, and without limit holds every account. A cell
  /// that a spreadsheet would take for a formula begins with an apostrophe. With asOf, every
  /// account is scored anew as it was at that moment, which takes seconds where there are many;
  /// tiers are then those of the cuts alone, and status and engagement are not known.
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
      @Parameter(description = "A, B, C or D; absent: all.", required = false) @QueryValue
          Optional<String> tier,
      @Parameter(
              description = "PROSPECT, IN_DEAL, CUSTOMER or LAPSED; absent: all.",
              required = false)
          @QueryValue
          Optional<String> status,
      @Parameter(
              description = "What to show of each, by commas; absent: what the profile knows.",
              required = false)
          @QueryValue
          Optional<String> attributes,
      @RequestBean PageParameters page,
      @Parameter(description = "json or csv; absent: what Accept says.", required = false)
          @QueryValue
          Optional<String> format,
      @RequestBean AsOf asOf) {
    profiles.require(profileId);
    TargetQuery query = TargetQuery.of(tier, status, times.read(asOf), page.cursor(), attributes);
    return SafeCsv.isWanted(request, format)
        ? csv(profileId, query, Parameters.whole("limit", page.limit(), 1, Integer.MAX_VALUE))
        : HttpResponse.ok(page(profileId, query, page.size()));
  }

  private TargetPage page(String profileId, TargetQuery query, int limit) {
    List<String> attributes = lists.attributes(profileId, query);
    Page<Target> page = Page.of(lists.targets(profileId, query), limit, Target::cursor);
    return new TargetPage(
        profileId,
        query.asOf(),
        lists.of(profileId, query).counts(),
        page.items().stream().map(target -> lists.row(target, query, attributes)).toList(),
        page.nextCursor());
  }

  private HttpResponse<Publisher<byte[]>> csv(
      String profileId, TargetQuery query, Optional<Integer> limit) {
    List<String> attributes = lists.attributes(profileId, query);
    Publisher<byte[]> rows =
        Flux.fromStream(() ->
                lists
                    .targets(profileId, query)
                    .limit(limit.orElse(Integer.MAX_VALUE))
                    .map(target -> lists.row(target, query, attributes)))
            .buffer(SafeCsv.CHUNK)
            .map(chunk -> TargetCsv.rows(chunk, attributes))
            .startWith(TargetCsv.header(attributes));
    return SafeCsv.file(profileId, rows);
  }
}
