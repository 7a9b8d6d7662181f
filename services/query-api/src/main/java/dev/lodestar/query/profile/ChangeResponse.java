package dev.lodestar.query.profile;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileChange.Estimate;
import dev.lodestar.core.profile.ProfileChange.TierCuts;
import dev.lodestar.core.profile.TierShift;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/// What differs between two versions.
@Serdeable
@Schema(description = "What differs between two versions.")
public record ChangeResponse(
    @Schema(description = "0 when there was none.") int fromVersion,
    int toVersion,
    @Schema(description = "One sentence.") String headline,
    String paragraph,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "Share of the observed deals whose tier differs, from 0 to 1; absent between"
                    + " versions that did not follow each other.")
        Optional<Double> tierChangeShare,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Share of the observed deals that move to a better tier.")
        Optional<Double> tierUpShare,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Share of the observed deals that move to a worse tier.")
        Optional<Double> tierDownShare,
    @Schema(requiredMode = NOT_REQUIRED, description = "Absent when there was no version.")
        Optional<Cuts> tiersBefore,
    Cuts tiersAfter,
    @Schema(
            description =
                "The strongest facts behind the change, at most 5: deals that closed since and"
                    + " turned out otherwise than expected.")
        List<Contribution> contributions,
    List<CriterionResponse> entered,
    List<CriterionResponse> left,
    @Schema(description = "Criteria that changed their sign.") List<CriterionResponse> turned,
    @Schema(description = "Levels whose weight differs, largest move first.") List<Move> moves) {

  /// One level before and after.
  @Serdeable
  public record Move(
      String attribute,
      String level,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "Absent when that version did not know the level.")
          Optional<Weight> before,
      @Schema(requiredMode = NOT_REQUIRED) Optional<Weight> after) {

    static Move of(ProfileChange.Move move) {
      return new Move(
          move.attribute(),
          move.level(),
          move.before().map(Weight::of),
          move.after().map(Weight::of));
    }
  }

  /// Where tiers begin.
  @Serdeable
  public record Cuts(
      @Schema(description = "The lowest fit of tier A.") double a, double b, double c) {

    static Cuts of(TierCuts cuts) {
      return new Cuts(cuts.a(), cuts.b(), cuts.c());
    }
  }

  /// Deals of one level that closed since the earlier version.
  @Serdeable
  public record Contribution(
      String attribute,
      String level,
      long deals,
      @Schema(description = "The sum of their desirability: by default, how many were won.")
          double good,
      @Schema(description = "That sum as the earlier version lets expect it.") double expected,
      String words) {

    static Contribution of(ProfileChange.Contribution contribution) {
      return new Contribution(
          contribution.attribute(),
          contribution.level(),
          contribution.deals(),
          contribution.good(),
          contribution.expected(),
          contribution.words());
    }
  }

  /// A weight and how sure it is.
  @Serdeable
  public record Weight(double weight, double standardError) {

    static Weight of(Estimate estimate) {
      return new Weight(estimate.weight(), estimate.standardError());
    }
  }

  public static ChangeResponse of(ProfileChange change) {
    return new ChangeResponse(
        change.fromVersion(),
        change.toVersion(),
        change.headline(),
        change.paragraph(),
        change.tierChangeShare().isPresent()
            ? Optional.of(change.tierChangeShare().getAsDouble())
            : Optional.empty(),
        change.tierShift().map(TierShift::up),
        change.tierShift().map(TierShift::down),
        change.tiersBefore().map(Cuts::of),
        Cuts.of(change.tiersAfter()),
        change.contributions().stream().map(Contribution::of).toList(),
        CriterionResponse.of(change.entered()),
        CriterionResponse.of(change.left()),
        CriterionResponse.of(change.turned()),
        change.moves().stream().map(Move::of).toList());
  }
}
