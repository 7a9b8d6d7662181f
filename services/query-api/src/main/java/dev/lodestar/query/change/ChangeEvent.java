package dev.lodestar.query.change;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.query.profile.CauseResponse;
import dev.lodestar.query.profile.ChangeResponse;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/// A change of the version in force, as subscribers hear of it.
@Serdeable
@Schema(description = "A change of the version in force, as subscribers hear of it.")
public record ChangeEvent(
    String profileId,
    @Schema(description = "The version that is in force now.") int version,
    Instant publishedAt,
    Instant asOf,
    CauseResponse cause,
    ChangeResponse change,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "How accounts moved, once all were scored under the version.")
        Optional<Rescored> rescored) {

  /// How accounts moved when they were scored under another version.
  @Serdeable
  @Schema(description = "How accounts moved when they were scored under another version.")
  record Rescored(
      long accounts,
      @Schema(description = "To a better tier.") long up,
      @Schema(description = "To a worse tier.") long down) {}

  static ChangeEvent of(PublishedChange change) {
    return new ChangeEvent(
        change.profileId(),
        change.change().toVersion(),
        change.publishedAt(),
        change.asOf(),
        CauseResponse.of(change.cause()),
        ChangeResponse.of(change.change()),
        change.rescored().map(r -> new Rescored(r.accounts(), r.up(), r.down())));
  }
}
