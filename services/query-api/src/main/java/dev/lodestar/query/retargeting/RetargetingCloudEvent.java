package dev.lodestar.query.retargeting;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;

/// A decision as a CloudEvent in JSON, for the interface's description.
@Serdeable
@Schema(description = "A decision about a lapsed account as a CloudEvent (1.0, JSON).")
record RetargetingCloudEvent(
    @Schema(example = "1.0") String specversion,
    @Schema(
            description = "The same whenever and on whatever carrier it is told again.",
            example = "default/acme/3/candidate/1793448000000")
        String id,
    @Schema(example = "urn:lodestar:lodestar") URI source,
    @Schema(example = "dev.lodestar.retargeting.decided.v1") String type,
    @Schema(description = "The profile and the account.", example = "default/acme") String subject,
    Instant time,
    @Schema(example = "application/json") String datacontenttype,
    RetargetingResponse data) {}
