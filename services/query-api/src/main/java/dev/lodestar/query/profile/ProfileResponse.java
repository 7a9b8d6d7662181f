package dev.lodestar.query.profile;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.definition.ProfileDefinition.Kind;
import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// A profile: its newest version, and what has come in since.
@Serdeable
@Schema(description = "A profile: its newest version, and what came in since.")
public record ProfileResponse(
    @Schema(example = "default") String profileId,
    @Schema(description = "Whether customers are companies or persons.") Kind kind,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The newest version; absent while there is not enough to publish one.")
        Optional<VersionResponse> version,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The evidence as it is now; absent until the learner has spoken.")
        Optional<StatusResponse> live)
    implements Tagged {}
