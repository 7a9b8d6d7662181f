package dev.lodestar.query.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.query.cloudevent.StructuredEvents;
import dev.lodestar.query.outbound.Reply;
import dev.lodestar.query.outbound.Sender;
import dev.lodestar.wire.webhook.Webhook;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Carries one signed event to the endpoint of a webhook.
@Singleton
final class Messenger {

  private final Sender sender;
  private final InstantSource clock;

  Messenger(Sender sender, InstantSource clock) {
    this.sender = sender;
    this.clock = clock;
  }

  Reply deliver(Webhook webhook, String deliveryId, String event) {
    Instant now = clock.instant();
    return sender.post(
        webhook.url(),
        Map.of(
            "webhook-id", deliveryId,
            "webhook-timestamp", Long.toString(now.getEpochSecond()),
            "webhook-signature", Signature.of(deliveryId, now, event, webhook.validSecrets(now))),
        StructuredEvents.MEDIA_TYPE,
        event.getBytes(UTF_8));
  }
}
