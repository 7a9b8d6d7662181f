package dev.lodestar.query.profile;

import dev.lodestar.core.profile.Criterion;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// One thing a person needs to know about the ideal customer.
@Serdeable
@Schema(description = "One thing to know about the ideal customer.")
public record CriterionResponse(
    @Schema(example = "employees") String attribute,
    @Schema(example = "employees 50–999") String words,
    List<String> levels,
    @Schema(description = "Whether the levels speak for an account, or against it.")
        boolean positive,
    @Schema(description = "In log-odds against the average observed deal.") double weight,
    double standardError,
    @Schema(
            description =
                "Standard deviation of the attribute's contribution over the observed deals.")
        double importance) {

  static CriterionResponse of(Criterion criterion) {
    return new CriterionResponse(
        criterion.attribute(),
        criterion.words(),
        criterion.levels(),
        criterion.positive(),
        criterion.weight(),
        criterion.standardError(),
        criterion.importance());
  }

  public static List<CriterionResponse> of(List<Criterion> criteria) {
    return criteria.stream().map(CriterionResponse::of).toList();
  }
}
