package dev.lodestar.query.change;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;

/// A change as a CloudEvent in JSON, for the interface's description.
@Serdeable
@Schema(description = "A change of a profile as a CloudEvent (1.0, JSON).")
record ChangeCloudEvent(
    @Schema(example = "1.0") String specversion,
    @Schema(
            description = "The same whenever and on whatever carrier it is told again.",
            example = "default/3")
        String id,
    @Schema(example = "urn:lodestar:lodestar") URI source,
    @Schema(
            description =
                "dev.lodestar.profile.snapshot.v1 (its data is that of GET /profiles/{profileId}),"
                    + " dev.lodestar.profile.changed.v1, dev.lodestar.profile.pinned.v1,"
                    + " dev.lodestar.profile.unpinned.v1 or dev.lodestar.profile.rescored.v1.",
            example = "dev.lodestar.profile.changed.v1")
        String type,
    @Schema(description = "The profile.", example = "default") String subject,
    Instant time,
    @Schema(example = "application/json") String datacontenttype,
    ChangeEvent data) {}
