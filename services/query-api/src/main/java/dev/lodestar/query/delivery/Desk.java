package dev.lodestar.query.delivery;

import dev.lodestar.query.delivery.Attempts.Outcome;
import dev.lodestar.query.outbound.Reply;
import dev.lodestar.query.reading.KafkaAccess;
import dev.lodestar.query.webhook.WebhookKeeper;
import dev.lodestar.query.webhook.Webhooks;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.RegistryUnavailable;
import dev.lodestar.wire.webhook.Failure;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every courier needs: the news, the messenger, and a place to keep how far it got.
@Singleton
final class Desk {

  private static final Logger log = LoggerFactory.getLogger(Desk.class);

  private final Newsroom newsroom;
  private final Messenger messenger;
  private final Attempts attempts;
  private final Ledgers ledgers;
  private final KafkaAccess kafka;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  Desk(
      Newsroom newsroom,
      Messenger messenger,
      Schedule schedule,
      Ledgers ledgers,
      KafkaAccess kafka,
      InstantSource clock,
      MeterRegistry metrics) {
    this.newsroom = newsroom;
    this.messenger = messenger;
    this.attempts = new Attempts(schedule, RandomGenerator.getDefault());
    this.ledgers = ledgers;
    this.kafka = kafka;
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Where webhooks and the state of deliveries are kept.
  @Singleton
  static final class Ledgers {

    private final Topics topics;
    private final TopicWriter writer;
    private final WebhookKeeper keeper;
    private final Webhooks webhooks;

    Ledgers(Topics topics, TopicWriter writer, WebhookKeeper keeper, Webhooks webhooks) {
      this.topics = topics;
      this.webhooks = webhooks;
      this.writer = writer;
      this.keeper = keeper;
    }
  }

  List<String> topics() {
    return newsroom.topics();
  }

  /// As it is now; empty when it is to be told nothing.
  Optional<Webhook> webhook(String id) {
    return ledgers.webhooks.find(id).filter(Webhook::enabled);
  }

  Consumer<byte[], byte[]> follow(String webhookId) {
    return kafka.follower(webhookId);
  }

  /// Empty when it is no news; also when it cannot be read, as every reader passes over that.
  Optional<News> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return newsroom.read(record);
    } catch (RegistryUnavailable e) {
      throw e; // says nothing about the record
    } catch (RuntimeException e) {
      log.warn(
          "Skipped what is not readable in {} partition {} offset {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
      return Optional.empty();
    }
  }

  Reply deliver(Webhook webhook, String deliveryId, String event) {
    return messenger.deliver(webhook, deliveryId, event);
  }

  Outcome judge(Reply reply, String deliveryId, String event, Progress progress) {
    Outcome outcome = attempts.after(reply, deliveryId, event, progress, now());
    metrics
        .counter(
            "lodestar.webhook.attempts",
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
    return outcome;
  }

  void keep(Progress progress) throws InterruptedException {
    ledgers.writer.keep(
        ledgers.topics.webhookProgress(), progress.webhookId(), Optional.of(progress));
  }

  void keep(Failure failure) throws InterruptedException {
    ledgers.writer.keep(
        ledgers.topics.webhookFailures(),
        Topics.failureKey(failure.webhookId(), failure.deliveryId()),
        Optional.of(failure));
  }

  void disable(String webhookId, String because) throws InterruptedException {
    ledgers.keeper.disable(webhookId, because);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
