package dev.lodestar.query.delivery;

import dev.lodestar.wire.webhook.Failure;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// An event that a webhook did not take however often it was tried.
@Serdeable
@Schema(description = "An event that a webhook did not take however often it was tried.")
record FailureResponse(
    @Schema(description = "As the header webhook-id names it.") String deliveryId,
    int attempts,
    Instant firstAttemptAt,
    Instant lastAttemptAt,
    @Schema(description = "What went wrong the last time.", example = "It answered 500.")
        String problem,
    @Schema(description = "The event as it was sent: a CloudEvent in JSON.") String event) {

  static FailureResponse of(Failure failure) {
    return new FailureResponse(
        failure.deliveryId(),
        failure.attempts(),
        failure.firstAttemptAt(),
        failure.lastAttemptAt(),
        failure.problem(),
        failure.event());
  }
}
