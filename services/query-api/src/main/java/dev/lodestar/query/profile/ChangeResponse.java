package dev.lodestar.query.profile;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileChange.Estimate;
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
        CriterionResponse.of(change.entered()),
        CriterionResponse.of(change.left()),
        CriterionResponse.of(change.turned()),
        change.moves().stream().map(Move::of).toList());
  }
}
