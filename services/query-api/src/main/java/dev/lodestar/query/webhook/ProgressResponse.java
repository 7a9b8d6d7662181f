package dev.lodestar.query.webhook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.wire.webhook.Progress;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/// How far a webhook has been told.
@Serdeable
@Schema(description = "How far a webhook has been told.")
record ProgressResponse(
    @Schema(description = "Events it has taken.") long delivered,
    @Schema(description = "Events that went to its list of failures.") long givenUp,
    @Schema(requiredMode = NOT_REQUIRED) Optional<Instant> lastDeliveredAt,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The event that is being retried; absent while there is none.")
        Optional<Trouble> trouble) {

  /// An event that was not taken yet, and holds up those after it.
  @Serdeable
  @Schema(description = "An event that was not taken yet, and holds up those after it.")
  record Trouble(
      @Schema(description = "As the header webhook-id names it.") String deliveryId,
      int attempts,
      Instant since,
      Instant lastAttemptAt,
      @Schema(description = "Sooner when the webhook is changed.") Instant nextAttemptAt,
      @Schema(example = "It answered 503.") String problem) {

    static Trouble of(Progress.Trouble trouble) {
      return new Trouble(
          trouble.deliveryId(),
          trouble.attempts(),
          trouble.since(),
          trouble.lastAttemptAt(),
          trouble.nextAttemptAt(),
          trouble.problem());
    }
  }

  static ProgressResponse of(Progress progress) {
    return new ProgressResponse(
        progress.delivered(),
        progress.givenUp(),
        progress.lastDeliveredAt(),
        progress.trouble().map(Trouble::of));
  }
}
