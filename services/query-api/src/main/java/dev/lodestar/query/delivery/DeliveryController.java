package dev.lodestar.query.delivery;

import dev.lodestar.query.paging.Cursor;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.paging.PageParameters;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.webhook.Webhooks;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;

/// What is told to a webhook by hand, and what it did not take.
@Controller("/webhooks/{webhookId}")
@Tag(name = "Webhooks")
@AnswersProblems
final class DeliveryController {

  private static final String LIST = "failures";

  private final Webhooks webhooks;
  private final Failures failures;
  private final ByHand byHand;

  DeliveryController(Webhooks webhooks, Failures failures, ByHand byHand) {
    this.webhooks = webhooks;
    this.failures = failures;
    this.byHand = byHand;
  }

  /// Sends a test event to a webhook at once, and answers what it said.
  @Post("/ping")
  @ExecuteOn(TaskExecutors.BLOCKING)
  ReplyResponse ping(String webhookId) {
    return byHand.ping(webhooks.require(webhookId));
  }

  /// The events that a webhook did not take however often they were tried.
  @Get("/failures")
  Page<FailureResponse> failures(String webhookId, @RequestBean PageParameters page) {
    return Page.of(
            failures.of(webhooks.require(webhookId).id(), page.after(LIST).orElse("")),
            page.size(),
            failure -> Cursor.after(LIST, failure.deliveryId()))
        .map(FailureResponse::of);
  }

  /// Sends an event once more that a webhook did not take, and answers what it said.
  ///
  /// When it takes the event, the event leaves the list. It keeps the id that it had.
  @Post("/failures/{deliveryId}/replay")
  @ExecuteOn(TaskExecutors.BLOCKING)
  ReplyResponse replay(String webhookId, String deliveryId) throws InterruptedException {
    return byHand.replay(webhooks.require(webhookId), failures.require(webhookId, deliveryId));
  }
}
