package dev.lodestar.query.identity;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/// Which account another one is to become, for the interface's description.
@Serdeable
@Schema(description = "Which account another one is to become.")
record MergeRequest(@Schema(example = "acme") String into) {}
