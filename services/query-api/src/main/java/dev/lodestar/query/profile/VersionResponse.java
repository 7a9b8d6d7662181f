package dev.lodestar.query.profile;

import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// A version with all that was learned.
///
/// @param fingerprint SHA-256 of `learned`, byte for byte as it is sent
@Serdeable
@Schema(description = "An immutable, numbered, published state of a profile.")
public record VersionResponse(
    @Schema(example = "default") String profileId,
    @Schema(example = "12") int number,
    Instant publishedAt,
    @Schema(description = "The latest event time the evidence knows of.") Instant asOf,
    @Schema(description = "SHA-256 of `learned`, byte for byte as it is sent.") String fingerprint,
    CauseResponse cause,
    ChangeResponse change,
    Learned learned)
    implements Tagged {}
