package dev.lodestar.query.identity;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// That an account will be erased.
@Serdeable
@Schema(description = "That an account will be erased.")
record ErasureAccepted(
    String accountId,
    @Schema(description = "Nothing is to be known that had happened by then.") Instant upTo,
    @Schema(description = "Where to ask how far it has come.", example = "/accounts/acme/erasure")
        String report) {}
