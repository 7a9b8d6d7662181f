package dev.lodestar.query.fit;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.account.AttributeJson;
import dev.lodestar.query.account.Presence;
import dev.lodestar.query.caching.Reusable;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.problem.Problem;
import dev.lodestar.query.profile.AsOf;
import dev.lodestar.query.profile.PastTimes;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/// How well an account, or somebody not known yet, matches a profile.
@Controller
@Tag(name = "Fit")
@AnswersProblems
final class FitController {

  private static final String ALL = "*";

  private final Profiles profiles;
  private final Accounts accounts;
  private final PastTimes times;
  private final Disqualifiers disqualifiers;
  private final ExecutorService blocking;

  FitController(
      Profiles profiles,
      Accounts accounts,
      PastTimes times,
      Disqualifiers disqualifiers,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.profiles = profiles;
    this.accounts = accounts;
    this.times = times;
    this.disqualifiers = disqualifiers;
    this.blocking = blocking;
  }

  /// The fit of an account, computed now from what is known of it.
  ///
  /// With asOf, what it would have been at that moment: the account as it was then, under the
  /// version that was in force. Given with a version, asOf is refused. For profile * the answer
  /// holds the fit under every profile.
  @Get("/accounts/{accountId}/fit")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {FitResponse.class, AllFitsResponse.class})))
  CompletionStage<Object> ofAccount(
      HttpRequest<?> request,
      String accountId,
      @Parameter(
              description = "Absent: default. An asterisk: all that have a version.",
              required = false,
              example = "*")
          @QueryValue
          Optional<String> profile,
      @Parameter(description = "By number or name; absent: the one in force.", required = false)
          @QueryValue
          Optional<String> version,
      @RequestBean AsOf asOf) {
    Optional<String> named = version.filter(text -> !text.isEmpty());
    String profileId = profile.orElse(ProfileDefinition.DEFAULT_ID);
    if (named.isEmpty() && asOf.asOf().isEmpty() && isAtHand(profileId)) {
      // On the thread that reads requests, which saves going to another.
      return CompletableFuture.completedFuture(now(request, accountId, profileId));
    }
    return CompletableFuture.supplyAsync(
        () ->
            profileId.equals(ALL)
                ? ofAllProfiles(accounts.require(accountId), named, times.read(asOf))
                : ofAccount(request, accountId, profileId, named, asOf),
        blocking);
  }

  private boolean isAtHand(String profileId) {
    return profiles
        .inForceIfReady(profileId)
        .filter(under -> disqualifiers.areReady(under))
        .isPresent();
  }

  private FitResponse ofAccount(
      HttpRequest<?> request,
      String accountId,
      String profileId,
      Optional<String> version,
      AsOf asOf) {
    AccountView account = accounts.require(accountId);
    Optional<Integer> number = version.map(text -> profiles.number(profileId, "version", text));
    Optional<Instant> time = times.read(asOf, number);
    return number.isEmpty() && time.isEmpty()
        ? now(request, accountId, profileId)
        : ofAccount(account, time, version(profileId, number, time));
  }

  private FitResponse now(HttpRequest<?> request, String accountId, String profileId) {
    // Another one with every view, and asked for before the view: at worst it is older.
    Presence presence = accounts.presence(accountId);
    AccountView account = accounts.require(accountId);
    PublishedVersion under = profiles.latest(profileId);
    Reusable.whilst(
        request,
        () ->
            accounts.presence(accountId) == presence
                && profiles.inForce(profileId).orElse(null) == under);
    return ofAccount(account, Optional.empty(), under);
  }

  private AllFitsResponse ofAllProfiles(
      AccountView account, Optional<String> version, Optional<Instant> time) {
    version.ifPresent(v -> {
      throw new InvalidField("version", v, "is one profile's, so profile must name it");
    });
    return new AllFitsResponse(
        account.accountId(),
        profiles.ids().stream()
            .flatMap(id -> profiles.inForce(id, time).stream())
            .map(under -> ofAccount(account, time, under))
            .toList());
  }

  private FitResponse ofAccount(
      AccountView account, Optional<Instant> time, PublishedVersion under) {
    return explained(
        under, time.map(t -> Subject.of(account, t)).orElseGet(() -> Subject.of(account)));
  }

  private FitResponse explained(PublishedVersion under, Subject subject) {
    Fit fit = under.fit(subject.attributes());
    return FitResponse.of(
        under,
        subject,
        fit,
        disqualifiers.met(under, fit),
        fit.tier().isAtLeast(WayBackResponse.WANTED)
            ? Optional.empty()
            : Optional.of(
                WayBackResponse.of(
                    under.wayBack(WayBackResponse.WANTED, fit, subject.attributes()))));
  }

  /// The fit of somebody who is not an account yet, or of up to 1 000 of them.
  ///
  /// In a batch, an item that cannot be understood has a problem and does not stop the others. With
  /// asOf, under the version that was in force at that moment.
  @Post("/fit")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {FitResponse.class, BatchResponse.class})))
  Object ofAttributes(
      @RequestBody(content = @Content(schema = @Schema(implementation = FitDocument.class))) @Body
          byte[] body,
      @RequestBean AsOf asOf) {
    FitRequest request = FitRequest.read(body);
    PublishedVersion under =
        version(request.profileId(), request.version(), times.read(asOf, request.version()));
    return switch (request) {
      case FitRequest.OfOne one -> explained(under, Subject.of(one.attributes()));
      case FitRequest.OfMany many -> batch(under, many.items());
    };
  }

  private PublishedVersion version(
      String profileId, Optional<Integer> number, Optional<Instant> asOf) {
    return number
        .map(n -> profiles.version(profileId, n))
        .or(() -> asOf.map(time -> profiles.inForceAt(profileId, time)))
        .orElseGet(() -> profiles.latest(profileId));
  }

  private static BatchResponse batch(PublishedVersion under, List<JsonFields.Item> items) {
    List<BatchResponse.Item> answers = new ArrayList<>();
    for (JsonFields.Item item : items) {
      answers.add(answer(under, answers.size(), item));
    }
    return new BatchResponse(
        under.version().profileId(),
        under.version().number(),
        under.version().learned().asOf(),
        answers);
  }

  private static BatchResponse.Item answer(
      PublishedVersion under, int index, JsonFields.Item item) {
    Optional<String> id = Optional.empty();
    try {
      JsonFields fields = JsonFields.of(item.path(), item.node());
      id = fields.text("id");
      fields.allowOnly("id", "attributes");
      JsonFields attributes =
          fields
              .object("attributes")
              .orElseThrow(
                  () -> new InvalidField(fields.pathOf("attributes"), "", "must be given"));
      FitResponse fit = fit(under, AttributeJson.read(attributes));
      return new BatchResponse.Item(index, id, Optional.of(fit), Optional.empty());
    } catch (InvalidField invalid) {
      return new BatchResponse.Item(index, id, Optional.empty(), Optional.of(Problem.of(invalid)));
    }
  }

  private static FitResponse fit(PublishedVersion under, Map<String, AttributeValue> attributes) {
    return FitResponse.of(
        under, Subject.of(attributes), under.fit(attributes), List.of(), Optional.empty());
  }
}
