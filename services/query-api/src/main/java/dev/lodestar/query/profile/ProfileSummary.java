package dev.lodestar.query.profile;

import dev.lodestar.core.definition.ProfileDefinition.Kind;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// A profile in a list.
@Serdeable
@Schema(description = "A profile in a list.")
public record ProfileSummary(
    @Schema(example = "default") String profileId,
    Kind kind,
    @Schema(description = "The newest version; absent while there is none.")
        Optional<VersionSummary> version,
    Optional<StatusResponse> live) {}
