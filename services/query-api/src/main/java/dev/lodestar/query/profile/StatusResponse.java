package dev.lodestar.query.profile;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.Rescoring;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a profile stands between versions.
@Serdeable
@Schema(description = "Where a profile stands now, between versions.")
public record StatusResponse(
    @Schema(description = "Of all evidence known now, published or not.") Totals totals,
    @Schema(description = "The latest event time known now.") Instant asOf,
    @Schema(description = "When it was last refitted.") Instant refittedAt,
    @Schema(description = "The newest version the learner has published; 0 when none.") int version,
    @Schema(description = "Refits since that version that were not worth a new one.") long heldBack,
    @Schema(description = "Why the latest refit was held back; empty when it was published.")
        List<String> heldBecause,
    @Schema(
            description =
                "What the latest refit would change of the version in force, in words, at most 5;"
                    + " empty when it was published.")
        List<String> wouldChange,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Until when publication is suspended by request, such as an import.")
        Optional<Instant> heldUntil,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The version that the profile is held at, if it is.")
        Optional<Integer> pinnedTo,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "How accounts moved when they were scored under the version in force; absent until"
                    + " all are.")
        Optional<Moved> rescored) {

  /// How accounts moved.
  @Serdeable
  public record Moved(
      long accounts,
      @Schema(description = "To a better tier; those that had none before count as neither.")
          long up,
      @Schema(description = "To a worse tier.") long down) {

    public static Moved of(Rescoring rescored) {
      return new Moved(rescored.accounts(), rescored.up(), rescored.down());
    }
  }

  public static StatusResponse of(ProfileStatus status) {
    return new StatusResponse(
        Totals.of(status.totals()),
        status.asOf(),
        status.refittedAt(),
        status.version(),
        status.heldBack(),
        status.heldBecause(),
        status.wouldChange(),
        status.heldUntil(),
        status.pinnedTo(),
        status.rescored().map(Moved::of));
  }
}
