package dev.lodestar.query.fit;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.Unknown;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.query.profile.PublishedVersion;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    @Schema(
            description =
                "Attributes the version knows and the account does not, most important first, and"
                    + " how far knowing each could move the score.")
        List<Open> unknown,
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

  /// What knowing one attribute could do, all else as it is.
  @Serdeable
  public record Open(
      @Schema(example = "employees") String attribute,
      @Schema(description = "With the level that speaks least for it.") Known lowest,
      @Schema(description = "With the level that speaks most for it.") Known highest) {

    static Open of(Unknown unknown) {
      return new Open(unknown.attribute(), Known.of(unknown.lowest()), Known.of(unknown.highest()));
    }
  }

  /// The fit if one level were known.
  @Serdeable
  public record Known(
      @Schema(example = "50–199", description = "Of tags at most one; `none` without any.")
          String level,
      double probability,
      int score,
      Tier tier) {

    static Known of(Unknown.Known known) {
      return new Known(known.level(), known.probability(), known.score(), known.tier());
    }
  }

  /// @param disqualifiedBy none in a batch
  /// @param wayBack none in a batch, nor from tier B on
  static FitResponse of(
      PublishedVersion under,
      Subject subject,
      Fit fit,
      List<DisqualifiedBy> disqualifiedBy,
      Optional<WayBackResponse> wayBack) {
    ProfileVersion version = under.version();
    return new FitResponse(
        version.profileId(),
        version.number(),
        version.learned().asOf(),
        subject.accountId(),
        subject.asOf(),
        fit.probability(),
        fit.score(),
        fit.tier(),
        fit.logOdds(),
        fit.averageLogOdds(),
        fit.standardError(),
        fit.reasons().stream().map(Why::of).toList(),
        under.unknowns(fit, subject.attributes()).stream().map(Open::of).toList(),
        subject.forgotten().map(names -> fit.unknown().stream().filter(names::contains).toList()),
        disqualifiedBy.isEmpty() ? Optional.empty() : Optional.of(disqualifiedBy),
        wayBack);
  }
}
