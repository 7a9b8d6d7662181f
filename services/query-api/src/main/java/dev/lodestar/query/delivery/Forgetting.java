package dev.lodestar.query.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.query.account.Ends;
import dev.lodestar.query.json.StrictJson;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Failure;
import io.micronaut.context.annotation.Context;
import io.micronaut.json.tree.JsonNode;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drops failed deliveries that tell of accounts which were erased since.
///
/// Every instance does so, and a second tombstone does no harm.
@Context
final class Forgetting {

  private static final Logger log = LoggerFactory.getLogger(Forgetting.class);

  private final Failures failures;
  private final Ends ends;
  private final TopicWriter writer;
  private final Topics topics;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("forget-deliveries").daemon().factory());
  private final AtomicBoolean isAsked = new AtomicBoolean();

  Forgetting(Failures failures, Ends ends, TopicWriter writer, Topics topics) {
    this.failures = failures;
    this.ends = ends;
    this.writer = writer;
    this.topics = topics;
    ends.subscriptions().add(this::ask);
    failures.subscriptions().add(this::ask);
  }

  private void ask() {
    if (isAsked.compareAndSet(false, true)) {
      try {
        thread.execute(this::forget);
      } catch (RejectedExecutionException e) {
        // It is closed; another instance, or the next start, sees to it.
      }
    }
  }

  private void forget() {
    isAsked.set(false);
    for (Failure failure : failures.all().filter(this::isOfErased).toList()) {
      try {
        writer.keep(
            topics.webhookFailures(),
            Topics.failureKey(failure.webhookId(), failure.deliveryId()),
            Optional.empty());
      } catch (KafkaException e) {
        log.warn("A failed delivery of an erased account is still kept", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isOfErased(Failure failure) {
    JsonNode event;
    try {
      event = StrictJson.parse(failure.event().getBytes(UTF_8));
    } catch (InvalidField e) {
      return false;
    }
    Optional<Instant> erasedAt =
        Optional.ofNullable(event.get("data"))
            .map(data -> data.get("accountId"))
            .filter(JsonNode::isString)
            .flatMap(accountId -> ends.of(accountId.getStringValue()))
            .flatMap(ended -> ended.end().erasedAt());
    return erasedAt.isPresent() && !timeOf(event, failure).isAfter(erasedAt.get());
  }

  private static Instant timeOf(JsonNode event, Failure failure) {
    return Optional.ofNullable(event.get("time"))
        .filter(JsonNode::isString)
        .map(time -> Instant.parse(time.getStringValue()))
        .orElse(failure.firstAttemptAt());
  }

  @PreDestroy
  void close() {
    thread.shutdownNow();
  }
}
