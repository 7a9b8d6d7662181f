package dev.lodestar.query.targeting;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;

/// Which accounts of a target list are asked for, as it was sent; [TargetQuery] reads it.
@Introspected
public record TargetParameters(
    @Parameter(description = "A, B, C or D; absent: all.", required = false, example = "A")
        @QueryValue
        Optional<String> tier,
    @Parameter(
            description = "Grade of engagement, from 1, the most engaged, to 4; absent: all.",
            required = false,
            example = "4")
        @QueryValue
        Optional<String> engagement,
    @Parameter(
            description = "PROSPECT, IN_DEAL, CUSTOMER or LAPSED; absent: all.",
            required = false,
            example = "PROSPECT")
        @QueryValue
        Optional<String> status,
    @Parameter(
            description = "What comes first: fit or engagement; absent: fit.",
            required = false,
            example = "engagement")
        @QueryValue
        Optional<String> sort) {}
