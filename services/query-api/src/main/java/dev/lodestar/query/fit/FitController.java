package dev.lodestar.query.fit;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.account.AttributeJson;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.problem.Problem;
import dev.lodestar.query.profile.Profiles;
import dev.lodestar.query.profile.PublishedVersion;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How well an account, or somebody not known yet, matches a profile.
@Controller
@Tag(name = "Fit")
@AnswersProblems
final class FitController {

  private final Profiles profiles;
  private final Accounts accounts;

  FitController(Profiles profiles, Accounts accounts) {
    this.profiles = profiles;
    this.accounts = accounts;
  }

  /// The fit of an account, computed now from what is known of it.
  @Get("/accounts/{accountId}/fit")
  FitResponse ofAccount(
      String accountId,
      @Parameter(description = "Absent: default.", required = false) @QueryValue
          Optional<String> profile,
      @Parameter(description = "By number or name; absent: the one in force.", required = false)
          @QueryValue
          Optional<String> version) {
    AccountView account = accounts.require(accountId);
    PublishedVersion under =
        version(
            profile.orElse(ProfileDefinition.DEFAULT_ID),
            version
                .filter(text -> !text.isEmpty())
                .map(text ->
                    profiles.number(
                        profile.orElse(ProfileDefinition.DEFAULT_ID), "version", text)));
    return FitResponse.of(
        under.version(),
        Optional.of(account.accountId()),
        Optional.of(account.asOf()),
        under.fit(account.attributes()));
  }

  /// The fit of somebody who is not an account yet, or of up to 1 000 of them.
  ///
  /// In a batch, an item that cannot be understood has a problem and does not stop the others.
  @Post("/fit")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {FitResponse.class, BatchResponse.class})))
  Object ofAttributes(
      @RequestBody(content = @Content(schema = @Schema(implementation = FitDocument.class))) @Body
          byte[] body) {
    FitRequest request = FitRequest.read(body);
    PublishedVersion under = version(request.profileId(), request.version());
    return switch (request) {
      case FitRequest.OfOne one -> fit(under, one.attributes());
      case FitRequest.OfMany many -> batch(under, many.items());
    };
  }

  private PublishedVersion version(String profileId, Optional<Integer> number) {
    return number
        .map(n -> profiles.version(profileId, n))
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
        under.version(), Optional.empty(), Optional.empty(), under.fit(attributes));
  }
}
