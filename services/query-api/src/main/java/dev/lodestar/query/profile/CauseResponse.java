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
    @Schema(description = "Observations replaced or withdrawn since.") long corrected,
    boolean definitionChanged,
    @Schema(description = "Why it was worth a version, in words.") List<String> why) {

  public static CauseResponse of(Cause cause) {
    return new CauseResponse(
        cause.won(),
        cause.lost(),
        cause.churned(),
        cause.corrected(),
        cause.definitionChanged(),
        cause.why());
  }
}
