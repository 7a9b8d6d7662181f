package dev.lodestar.query.compare;

import dev.lodestar.query.paging.Parameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;

/// Which of several candidates is the better customer to have.
@Controller("/compare")
@Tag(name = "Comparing")
@AnswersProblems
final class CompareController {

  private static final int MOST = 8;

  private final Comparisons comparisons;

  CompareController(Comparisons comparisons) {
    this.comparisons = comparisons;
  }

  /// Candidates side by side: what the closed deals in the scope of each profile brought, how sure
  /// that is, and which is better.
  ///
  /// Every closed deal counts in full, however old. Where there are hundreds of thousands, the
  /// first answer takes seconds.
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  ComparisonResponse compare(
      @Parameter(
              description = "The profiles to compare, 2 to 8, by commas.",
              required = true,
              example = "default,small")
          @QueryValue
          Optional<String> profiles) {
    List<String> ids = Parameters.names("profiles", profiles);
    if (ids.size() < 2 || ids.size() > MOST) {
      throw new InvalidField(
          "profiles", profiles.orElse(""), "must name 2 to " + MOST + " different profiles");
    }
    return ComparisonResponse.of(comparisons.of(ids));
  }
}
