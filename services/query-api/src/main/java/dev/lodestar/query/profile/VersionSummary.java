package dev.lodestar.query.profile;

import dev.lodestar.core.profile.Criterion;
import dev.lodestar.core.profile.ProfileVersion;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/// A version in a list.
@Serdeable
@Schema(description = "A version in a list.")
public record VersionSummary(
    @Schema(example = "12") int number,
    Instant publishedAt,
    @Schema(description = "The latest event time the evidence knew of.") Instant asOf,
    @Schema(description = "What changed, in one sentence.") String headline,
    @Schema(description = "Why it was worth publishing, in words.") List<String> why,
    Totals totals,
    @Schema(description = "What an ideal customer looks like, most important first.")
        List<String> criteria) {

  static VersionSummary of(ProfileVersion version) {
    return new VersionSummary(
        version.number(),
        version.publishedAt(),
        version.learned().asOf(),
        version.change().headline(),
        version.cause().why(),
        Totals.of(version.learned().totals()),
        version.learned().criteria().stream().map(Criterion::words).toList());
  }
}
