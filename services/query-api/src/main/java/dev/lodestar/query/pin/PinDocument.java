package dev.lodestar.query.pin;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.profile.Pin;
import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// Whether a profile is held at a version, and at which.
@Serdeable
@Schema(description = "Whether a profile is held at a version, and at which.")
record PinDocument(
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The version that stays in force; absent when the newest is.",
            example = "3")
        Optional<Integer> version,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Who decided, as far as that is known.",
            example = "anna")
        Optional<String> by)
    implements Tagged {

  static PinDocument of(Optional<Pin> pin) {
    return new PinDocument(pin.map(Pin::version), pin.map(Pin::by));
  }
}
