package dev.lodestar.query.label;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.profile.Label;
import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// A name of a version.
@Serdeable
@Schema(description = "A name of a version.")
record LabelDocument(
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "If given, the one in the path.",
            example = "2026-Q4")
        String label,
    @Schema(description = "The version named.", example = "3") int version,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Who named it, as far as that is known.",
            example = "anna")
        Optional<String> by)
    implements Tagged {

  static LabelDocument of(String name, Label label) {
    return new LabelDocument(name, label.version(), Optional.of(label.by()));
  }
}
