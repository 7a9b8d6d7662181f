package dev.lodestar.query.webhook;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.webhook.WebhookReading.Wish;
import dev.lodestar.query.writing.Editing;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Secret;
import dev.lodestar.wire.webhook.Webhook;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Creates, changes and deletes webhooks, one change at a time.
@Singleton
public final class WebhookKeeper {

  /// Each has a thread and a consumer in the instance that delivers to it.
  static final int MAX_WEBHOOKS = 100;

  static final Duration OVERLAP = Duration.ofDays(1);

  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 10;

  private final Topic<String, Webhook> topic;
  private final Topic<String, Progress> progressTopic;
  private final Webhooks webhooks;
  private final TopicEnds ends;
  private final List<String> news;
  private final TopicWriter writer;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Editing editing = new Editing();

  WebhookKeeper(
      Topics topics, Webhooks webhooks, TopicEnds ends, TopicWriter writer, InstantSource clock) {
    this.topic = topics.webhooks();
    this.progressTopic = topics.webhookProgress();
    this.webhooks = webhooks;
    this.ends = ends;
    this.news = List.of(topics.profileChanges().name(), topics.retargeting().name());
    this.writer = writer;
    this.clock = clock;
  }

  /// A new one, which hears of what comes from now on.
  Webhook create(Wish wish) throws InterruptedException {
    return editing.alone(() -> {
      if (webhooks.count() >= MAX_WEBHOOKS) {
        throw Refusal.conflict(
            "too-many-webhooks", "There are " + MAX_WEBHOOKS + " webhooks: delete one first.");
      }
      Instant now = now();
      return kept(
          new Webhook(
              "wh_" + HexFormat.of().formatHex(bytes(ID_BYTES)),
              wish.url(),
              wish.description(),
              wish.filter(),
              wish.enabled(),
              Optional.empty(),
              List.of(Secret.of(bytes(SECRET_BYTES))),
              ends.of(news),
              now,
              now));
    });
  }

  /// @param precondition refuses when the webhook is not what the caller took it for
  Webhook replace(String id, Wish wish, Consumer<Webhook> precondition)
      throws InterruptedException {
    return editing.alone(() -> {
      Webhook webhook = webhooks.require(id);
      precondition.accept(webhook);
      return kept(
          webhook.with(wish.url(), wish.description(), wish.filter(), wish.enabled(), now()));
    });
  }

  /// A new secret; those before it stay valid a while, but for expired ones.
  Webhook rotate(String id, Duration overlap) throws InterruptedException {
    return editing.alone(() -> {
      Webhook webhook = webhooks.require(id);
      Instant now = now();
      Instant end = now.plus(overlap);
      List<Secret> secrets = new ArrayList<>(List.of(Secret.of(bytes(SECRET_BYTES))));
      for (Secret secret : webhook.secrets()) {
        Instant until = secret.validUntil().filter(end::isAfter).orElse(end);
        Secret earlier = new Secret(secret.text(), Optional.of(until));
        if (earlier.isValid(now)) {
          secrets.add(earlier);
        }
      }
      return kept(webhook.with(secrets, now));
    });
  }

  /// Tells it nothing any more; a webhook deleted meanwhile stays so.
  public void disable(String id, String because) throws InterruptedException {
    editing.alone(() -> {
      Optional<Webhook> webhook = webhooks.find(id);
      return webhook.isPresent()
          ? Optional.of(kept(webhook.get().disabled(because, now())))
          : webhook;
    });
  }

  Webhook delete(String id) throws InterruptedException {
    return editing.alone(() -> {
      Webhook webhook = webhooks.require(id);
      writer.write(topic, id, Optional.empty());
      writer.write(progressTopic, id, Optional.empty());
      return webhook;
    });
  }

  private Webhook kept(Webhook webhook) throws InterruptedException {
    writer.write(topic, webhook.id(), Optional.of(webhook));
    return webhook;
  }

  /// As precise as the topic keeps it.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
