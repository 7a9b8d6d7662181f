package dev.lodestar.query.targeting;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.Tier;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One piece of a target list.
@Serdeable
@Schema(description = "One piece of a target list.")
record TargetPage(
    String profileId,
    @Schema(requiredMode = NOT_REQUIRED, description = "The moment asked for; absent: now.")
        Optional<Instant> asOf,
    @Schema(description = "The moment that engagement is as of, the same on all pages.")
        Instant engagementAt,
    @Schema(description = "Accounts per tier, whatever was asked for.") Map<Tier, Long> counts,
    @Schema(description = "Best first.") List<TargetRow> items,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Send it as `cursor` for the next page; absent on the last one.")
        Optional<String> nextCursor) {}
