package dev.lodestar.query.audience;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.targeting.TargetLists;
import dev.lodestar.query.targeting.TargetParameters;
import dev.lodestar.query.targeting.TargetQuery;
import io.micronaut.http.HttpHeaders;
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
import java.util.Locale;
import java.util.Map;
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

  // Accounts whose rows are made at a time: what a slow reader holds in memory.
  private static final int CHUNK = 500;

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
  /// left; of several values each has a row.
  @Get(produces = MediaType.TEXT_CSV)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string")))
  HttpResponse<Publisher<byte[]>> audience(
      String profileId,
      @RequestBean TargetParameters parameters,
      @Parameter(
              description =
                  "By commas, each as header=kind:attribute, where kind is email, phone or text;"
                      + " absent: Email=email:email,Phone=phone:phone.",
              required = false,
              example = "Email=email:email,Company=text:name")
          @QueryValue
          Optional<String> columns,
      @Parameter(
              description =
                  "The country of phone numbers that name none, in two letters; absent: such"
                      + " numbers are left out.",
              required = false,
              example = "DE")
          @QueryValue
          Optional<String> region,
      @Parameter(
              description =
                  "Whether addresses and numbers are hashed; false for tools that do so"
                      + " themselves; absent: true.",
              required = false,
              example = "true",
              schema = @Schema(type = "boolean"))
          @QueryValue
          Optional<String> hashed) {
    profiles.require(profileId);
    TargetQuery query = TargetQuery.of(parameters, Optional.empty(), Optional.empty());
    Audience audience =
        new Audience(
            Column.parse(columns.filter(c -> !c.isEmpty()).orElse(Column.DEFAULT)),
            Parameters.truth("hashed", hashed).orElse(true),
            region.filter(r -> !r.isEmpty()).map(AudienceController::region));
    Publisher<byte[]> rows =
        Flux.fromStream(targets(profileId, query, audience.attributes()))
            .buffer(CHUNK)
            .map(audience::rows)
            .startWith(audience.header());
    return HttpResponse.<Publisher<byte[]>>ok(rows)
        .contentType("text/csv; charset=UTF-8; header=present")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + profileId + "-audience.csv\"");
  }

  private Stream<Map<String, AttributeValue>> targets(
      String profileId, TargetQuery query, Set<String> attributes) {
    return lists
        .targets(lists.snapshot(profileId, query), query)
        .flatMap(target -> accounts.attributes(target.accountId(), attributes).stream());
  }

  private static String region(String text) {
    String region = text.toUpperCase(Locale.ROOT);
    if (!Identifiers.regions().contains(region)) {
      throw new InvalidField("region", text, "must be a country in two letters, such as DE");
    }
    return region;
  }
}
