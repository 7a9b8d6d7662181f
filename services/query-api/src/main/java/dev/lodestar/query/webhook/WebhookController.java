package dev.lodestar.query.webhook;

import dev.lodestar.query.caching.EntityTags;
import dev.lodestar.query.outbound.Reachable;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.writing.Editing;
import dev.lodestar.wire.webhook.Webhook;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/// Endpoints that are told of news over HTTP.
@Controller("/webhooks")
@Tag(name = "Webhooks")
@AnswersProblems
final class WebhookController {

  private static final String EXAMPLE =
      """
      {"url": "https://crm.example.com/hooks/lodestar", "description": "Tells the CRM team",
       "types": ["dev.lodestar.retargeting.decided.v1"], "profiles": ["default"], "tiers": ["A", "B"]}\
      """;

  private final Webhooks webhooks;
  private final Progresses progresses;
  private final WebhookKeeper keeper;
  private final Reachable reachable;
  private final EntityTags tags;
  private final InstantSource clock;

  WebhookController(
      Webhooks webhooks,
      Progresses progresses,
      WebhookKeeper keeper,
      Reachable reachable,
      EntityTags tags,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.progresses = progresses;
    this.keeper = keeper;
    this.reachable = reachable;
    this.tags = tags;
    this.clock = clock;
  }

  /// All webhooks, oldest first.
  @Get
  Page<WebhookResponse> list() {
    return new Page<>(webhooks.all().stream().map(this::response).toList(), Optional.empty());
  }

  /// How far a webhook has been told, and what it does not take.
  @Get("/{webhookId}/progress")
  ProgressResponse progress(String webhookId) {
    return ProgressResponse.of(progresses.of(webhooks.require(webhookId)));
  }

  /// One webhook.
  @Get("/{webhookId}")
  WebhookResponse webhook(String webhookId) {
    return response(webhooks.require(webhookId));
  }

  /// Creates a webhook, which hears of what comes from now on.
  ///
  /// Deliveries are CloudEvents in JSON, signed as Standard Webhooks has it (webhook-id,
  /// webhook-timestamp, webhook-signature). The answer holds the secret, which is not told again.
  @Post
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(
      responseCode = "201",
      description = "The webhook and its secret",
      content = @Content(schema = @Schema(implementation = WebhookWithSecret.class)))
  HttpResponse<WebhookWithSecret> create(
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = WebhookDocument.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body)
      throws InterruptedException {
    Webhook webhook = keeper.create(WebhookReading.read(body, reachable));
    return HttpResponse.<WebhookWithSecret>created(URI.create("/webhooks/" + webhook.id()))
        .body(withSecret(webhook));
  }

  /// Replaces what a webhook is told and where; its secret and its place stay.
  ///
  /// One that is enabled goes on where it stopped. With If-Match it is replaced only if it still is
  /// the one with that entity tag.
  @Put("/{webhookId}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  WebhookResponse replace(
      String webhookId,
      @Parameter(description = "Replace only the one with this entity tag.", required = false)
          @Header(HttpHeaders.IF_MATCH)
          Optional<String> ifMatch,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = WebhookDocument.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body)
      throws InterruptedException {
    return response(
        keeper.replace(
            webhookId,
            WebhookReading.read(body, reachable),
            webhook -> requireUnchanged(webhook, ifMatch)));
  }

  /// Deletes a webhook; what it has not been told it is not told any more.
  @Delete("/{webhookId}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  WebhookResponse delete(String webhookId) throws InterruptedException {
    return response(keeper.delete(webhookId));
  }

  /// Replaces the secret of a webhook.
  ///
  /// The answer holds the new one, which is not told again. For a while deliveries are signed with
  /// the earlier one, too.
  @Post("/{webhookId}/secret")
  @ExecuteOn(TaskExecutors.BLOCKING)
  WebhookWithSecret rotate(
      String webhookId,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = Rotation.class),
                      examples = @ExampleObject(value = "{\"overlap\": \"P1D\"}")))
          @Body
          byte[] body)
      throws InterruptedException {
    return withSecret(
        keeper.rotate(webhookId, WebhookReading.overlap(body).orElse(WebhookKeeper.OVERLAP)));
  }

  private WebhookResponse response(Webhook webhook) {
    return WebhookResponse.of(webhook, clock.instant());
  }

  private WebhookWithSecret withSecret(Webhook webhook) {
    return new WebhookWithSecret(response(webhook), webhook.secrets().getFirst().text());
  }

  private void requireUnchanged(Webhook webhook, Optional<String> ifMatch) {
    Editing.requireUnchanged(ifMatch, "webhook", tags.of(response(webhook)));
  }
}
