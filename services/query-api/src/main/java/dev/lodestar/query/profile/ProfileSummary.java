package dev.lodestar.query.profile;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

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
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The newest version; absent while there is none.")
        Optional<VersionSummary> version,
    @Schema(requiredMode = NOT_REQUIRED) Optional<StatusResponse> live) {}
