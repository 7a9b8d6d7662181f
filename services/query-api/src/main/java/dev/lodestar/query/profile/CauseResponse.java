package dev.lodestar.query.profile;

import dev.lodestar.core.profile.Cause;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// What led from the previous version to this one.
@Serdeable
@Schema(description = "What led from the previous version to this one.")
public record CauseResponse(
    @Schema(description = "Deals newly known as won since the previous version.") long won,
    long lost,
    long churned,
    @Schema(
            description =
                "How often what was known of a deal was replaced or withdrawn since, in the order in"
                    + " which it became known; 0 for a first version.")
        long corrected,
    @Schema(description = "Whether the profile was defined anew, its hypotheses apart.")
        boolean definitionChanged,
    boolean hypothesesChanged,
    @Schema(description = "Why it was worth a version, in words.") List<String> why) {

  public static CauseResponse of(Cause cause) {
    return new CauseResponse(
        cause.won(),
        cause.lost(),
        cause.churned(),
        cause.corrected(),
        cause.definitionChanged(),
        cause.hypothesesChanged(),
        cause.why());
  }
}
