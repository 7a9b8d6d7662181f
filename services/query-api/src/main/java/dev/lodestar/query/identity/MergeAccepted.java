package dev.lodestar.query.identity;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/// That an account will become another one.
@Serdeable
@Schema(description = "That an account will become another one.")
record MergeAccepted(
    String accountId,
    String into,
    @Schema(description = "Whether the other one is not known yet: the account has another name.")
        boolean renames) {}
