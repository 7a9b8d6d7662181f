package dev.lodestar.query.delivery;

import dev.lodestar.query.cloudevent.StructuredEvents;
import dev.lodestar.query.outbound.Reply;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Failure;
import dev.lodestar.wire.webhook.Webhook;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Deliveries that somebody asks for: out of order, and tried once.
@Singleton
final class ByHand {

  /// The type of test events.
  static final String PING = "dev.lodestar.webhook.ping.v1";

  private final Messenger messenger;
  private final StructuredEvents events;
  private final Topics topics;
  private final TopicWriter writer;
  private final InstantSource clock;

  ByHand(
      Messenger messenger,
      StructuredEvents events,
      Topics topics,
      TopicWriter writer,
      InstantSource clock) {
    this.messenger = messenger;
    this.events = events;
    this.topics = topics;
    this.writer = writer;
    this.clock = clock;
  }

  ReplyResponse ping(Webhook webhook) {
    String id = webhook.id() + "_ping_" + UUID.randomUUID();
    String event =
        events.render(
            events.event(PING, id, webhook.id(), clock.instant()), new PingEvent(webhook.id()));
    return ReplyResponse.of(id, messenger.deliver(webhook, id, event));
  }

  ReplyResponse replay(Webhook webhook, Failure failure) throws InterruptedException {
    Reply reply = messenger.deliver(webhook, failure.deliveryId(), failure.event());
    if (reply.isSuccess()) {
      writer.write(
          topics.webhookFailures(),
          Topics.failureKey(webhook.id(), failure.deliveryId()),
          Optional.empty());
    }
    return ReplyResponse.of(failure.deliveryId(), reply);
  }
}
