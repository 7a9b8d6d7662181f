package dev.lodestar.query.lenses;

import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;

/// Where profiles disagree on accounts.
@Controller("/lenses")
@Tag(name = "Comparing")
@AnswersProblems
final class LensController {

  private static final int MOST = 8;
  private static final int MAX_LIMIT = 100;
  private static final int DEFAULT_LIMIT = 20;

  private final Disagreements disagreements;

  LensController(Disagreements disagreements) {
    this.disagreements = disagreements;
  }

  /// The accounts that several profiles rate furthest apart, and which attributes cause it.
  ///
  /// Rated as the target lists rate them, by score; explained under the newest versions.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  LensesResponse lenses(
      @Parameter(
              description = "The profiles to look through, 2 to 8, by commas.",
              required = true,
              example = "default,second")
          @QueryValue
          Optional<String> profiles,
      @Parameter(
              description = "How many accounts at most, from 1 to 100; 20 when absent.",
              required = false,
              example = "5",
              schema = @Schema(type = "integer"))
          @QueryValue
          Optional<String> limit) {
    List<String> ids = Parameters.names("profiles", profiles);
    if (ids.size() < 2 || ids.size() > MOST) {
      throw new InvalidField(
          "profiles", profiles.orElse(""), "must name 2 to " + MOST + " different profiles");
    }
    return disagreements.of(
        ids, Parameters.whole("limit", limit, 1, MAX_LIMIT).orElse(DEFAULT_LIMIT));
  }
}
