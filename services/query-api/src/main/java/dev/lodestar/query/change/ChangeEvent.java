package dev.lodestar.query.change;

import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.profile.CauseResponse;
import dev.lodestar.query.profile.ChangeResponse;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// A new version, as subscribers hear of it.
@Serdeable
@Schema(description = "A new version, as subscribers hear of it.")
public record ChangeEvent(
    String profileId,
    int version,
    Instant publishedAt,
    Instant asOf,
    CauseResponse cause,
    ChangeResponse change) {

  static ChangeEvent of(ProfileVersion version) {
    return new ChangeEvent(
        version.profileId(),
        version.number(),
        version.publishedAt(),
        version.learned().asOf(),
        CauseResponse.of(version.cause()),
        ChangeResponse.of(version.change()));
  }
}
