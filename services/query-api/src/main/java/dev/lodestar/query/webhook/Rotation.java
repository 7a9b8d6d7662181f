package dev.lodestar.query.webhook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/// How a secret is replaced.
@Serdeable
@Schema(description = "How the secret is replaced.")
record Rotation(
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "How long deliveries are signed with the earlier one, too: at most P7D.",
            defaultValue = "P1D",
            example = "P1D")
        String overlap) {}
