package dev.lodestar.query.fit;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How well somebody matches one version of a profile, and why.
@Serdeable
@Schema(description = "How well somebody matches one version of a profile, and why.")
public record FitResponse(
    String profileId,
    @Schema(description = "The version that the fit was computed with.") int version,
    @Schema(description = "The latest event time that the version knows of.") Instant asOf,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Absent for someone who is not an account yet.")
        Optional<String> accountId,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The latest event time known of the account.")
        Optional<Instant> accountAsOf,
    @Schema(description = "Of becoming a good customer, drawn to the middle by its uncertainty.")
        double probability,
    @Schema(description = "How many per cent of the observed deals fit less well.") int score,
    Tier tier,
    @Schema(description = "`averageLogOdds` and the weights of all reasons, summed.")
        double logOdds,
    double averageLogOdds,
    @Schema(description = "Of `logOdds`.") double standardError,
    @Schema(description = "One per known attribute, strongest first.") List<Why> reasons,
    @Schema(description = "Attributes the version knows and the account does not.")
        List<String> unknown,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "With asOf: those of the unknown that had a value then which is not kept, since they"
                    + " changed too often afterwards.")
        Optional<List<String>> forgotten,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "What rules it out, strongest first; absent in a batch, or when nothing does.")
        Optional<List<DisqualifiedBy>> disqualifiedBy,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Below tier B, and not in a batch: what would have to change.")
        Optional<WayBackResponse> wayBack)
    implements Tagged {

  /// What one attribute adds.
  @Serdeable
  public record Why(
      @Schema(example = "employees") String attribute,
      List<String> levels,
      @Schema(description = "In log-odds, against the average observed deal.") double weight,
      double standardError,
      @Schema(description = "Whether the evidence knows the levels.") boolean seen) {

    static Why of(Reason reason) {
      return new Why(
          reason.attribute(),
          reason.levels(),
          reason.weight(),
          reason.standardError(),
          reason.seen());
    }
  }

  static FitResponse of(
      ProfileVersion version, Optional<String> accountId, Optional<Instant> accountAsOf, Fit fit) {
    return new FitResponse(
        version.profileId(),
        version.number(),
        version.learned().asOf(),
        accountId,
        accountAsOf,
        fit.probability(),
        fit.score(),
        fit.tier(),
        fit.logOdds(),
        fit.averageLogOdds(),
        fit.standardError(),
        fit.reasons().stream().map(Why::of).toList(),
        fit.unknown(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same, with what rules it out and the way back.
  FitResponse having(List<DisqualifiedBy> disqualifiers, Optional<WayBackResponse> way) {
    return new FitResponse(
        profileId,
        version,
        asOf,
        accountId,
        accountAsOf,
        probability,
        score,
        tier,
        logOdds,
        averageLogOdds,
        standardError,
        reasons,
        unknown,
        forgotten,
        disqualifiers.isEmpty() ? Optional.empty() : Optional.of(disqualifiers),
        way);
  }

  /// The same, of a past of which not everything is kept.
  FitResponse having(Set<String> attributesForgotten) {
    return new FitResponse(
        profileId,
        version,
        asOf,
        accountId,
        accountAsOf,
        probability,
        score,
        tier,
        logOdds,
        averageLogOdds,
        standardError,
        reasons,
        unknown,
        Optional.of(unknown.stream().filter(attributesForgotten::contains).toList()),
        disqualifiedBy,
        wayBack);
  }
}
