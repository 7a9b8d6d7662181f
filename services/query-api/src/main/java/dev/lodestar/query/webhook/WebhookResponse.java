package dev.lodestar.query.webhook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.wire.webhook.Filter;
import dev.lodestar.wire.webhook.Secret;
import dev.lodestar.wire.webhook.Webhook;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A webhook as it is told to everybody: never its secrets.
@Serdeable
@Schema(description = "A webhook. Never its secrets.")
record WebhookResponse(
    @Schema(example = "wh_1f0c7a52b9d84e36a1c5") String id,
    String url,
    @Schema(requiredMode = NOT_REQUIRED) Optional<String> description,
    @Schema(description = "Empty: all.") List<String> types,
    @Schema(description = "Empty: all.") List<String> profiles,
    @Schema(description = "Empty: all.") List<String> attributes,
    @Schema(description = "Empty: all.") List<Tier> tiers,
    boolean enabled,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Why we disabled it; absent unless we did.",
            example = "It answered 410: it wants no more.")
        Optional<String> disabledBecause,
    Instant createdAt,
    Instant changedAt,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Until when deliveries are signed with an earlier secret, too.")
        Optional<Instant> earlierSecretUntil)
    implements Tagged {

  static WebhookResponse of(Webhook webhook, Instant now) {
    Filter filter = webhook.filter();
    return new WebhookResponse(
        webhook.id(),
        webhook.url().toString(),
        webhook.description(),
        List.copyOf(filter.types()),
        List.copyOf(filter.profiles()),
        List.copyOf(filter.attributes()),
        List.copyOf(filter.tiers()),
        webhook.enabled(),
        webhook.disabledBecause(),
        webhook.createdAt(),
        webhook.changedAt(),
        webhook.validSecrets(now).stream()
            .map(Secret::validUntil)
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()));
  }
}
