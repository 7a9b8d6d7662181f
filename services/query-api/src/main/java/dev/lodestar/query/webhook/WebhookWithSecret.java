package dev.lodestar.query.webhook;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/// A webhook and its new secret, which is told this once.
@Serdeable
@Schema(description = "A webhook and its new secret, which is told this once.")
record WebhookWithSecret(
    WebhookResponse webhook,
    @Schema(
            description = "Verifies deliveries, as Standard Webhooks has it. Keep it.",
            example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
        String secret) {

  /// Says nothing of the secret.
  @Override
  public String toString() {
    return "a new secret of " + webhook.id();
  }
}
