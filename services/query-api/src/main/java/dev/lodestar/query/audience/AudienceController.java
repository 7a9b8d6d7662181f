package dev.lodestar.query.audience;

import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.csv.SafeCsv;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.targeting.Target;
import dev.lodestar.query.targeting.TargetLists;
import dev.lodestar.query.targeting.TargetParameters;
import dev.lodestar.query.targeting.TargetQuery;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// Target lists as advertising tools take them.
@Controller("/profiles/{profileId}/audience")
@Tag(name = "Accounts")
@AnswersProblems
final class AudienceController {

  private static final List<Class<? extends Record>> KNOWN =
      List.of(TargetParameters.class, AudienceParameters.class);

  private final Profiles profiles;
  private final TargetLists lists;
  private final Accounts accounts;

  AudienceController(Profiles profiles, TargetLists lists, Accounts accounts) {
    this.profiles = profiles;
    this.lists = lists;
    this.accounts = accounts;
  }

  /// The accounts of a profile as a file that advertising tools take, e-mail addresses and phone
  /// numbers written alike and hashed.
  ///
  /// Addresses are trimmed and in lower case, numbers as E.164 has them, both as SHA-256 in
  /// hexadecimal. What is no address or number is left out, and so are accounts of which nothing is
  /// left, and those that the profile rules out; of several values each has a row. An unknown
  /// parameter is refused, since a filter that is passed over would let people through.
  @Get(produces = MediaType.TEXT_CSV)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string")))
  HttpResponse<Publisher<byte[]>> audience(
      HttpRequest<?> request,
      String profileId,
      @RequestBean TargetParameters wanted,
      @RequestBean AudienceParameters parameters) {
    Parameters.allowOnly(request.getParameters(), KNOWN);
    profiles.require(profileId);
    Audience audience = parameters.read();
    Set<String> attributes = audience.attributes();
    Stream<List<List<String>>> rowsOfEach =
        targets(profileId, wanted, parameters.isWithDisqualified())
            .flatMap(target -> accounts.attributes(target.accountId(), attributes).stream())
            .map(audience::rows)
            .filter(rows -> !rows.isEmpty())
            .limit(parameters.most());
    return SafeCsv.file(
        profileId + "-audience",
        Flux.fromStream(rowsOfEach)
            .buffer(SafeCsv.CHUNK)
            .map(chunk -> SafeCsv.lines(chunk.stream().flatMap(Collection::stream).toList()))
            .startWith(audience.header()));
  }

  private Stream<Target> targets(
      String profileId, TargetParameters wanted, boolean withDisqualified) {
    TargetQuery query = TargetQuery.of(wanted, Optional.empty(), Optional.empty());
    return lists
        .targets(lists.snapshot(profileId, query), query)
        .filter(target -> withDisqualified || target.disqualifiedBy().isEmpty());
  }
}
