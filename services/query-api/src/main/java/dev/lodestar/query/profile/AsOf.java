package dev.lodestar.query.profile;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// As of which moment something is asked, as it was sent; [PastTimes] reads it.
@Introspected
public record AsOf(
    @Parameter(
            description =
                "What was true at this moment, such as 2026-03-31T18:00:00Z: the version in force"
                    + " is the newest published by then, and an account is what events that had"
                    + " occurred by then tell of it. Absent: now.",
            required = false,
            example = "2026-03-31T18:00:00Z",
            schema = @Schema(type = "string", format = "date-time"))
        @QueryValue
        Optional<String> asOf) {}
