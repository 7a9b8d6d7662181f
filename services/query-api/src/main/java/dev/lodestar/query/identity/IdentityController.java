package dev.lodestar.query.identity;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.EventRules;
import dev.lodestar.query.account.Accounts;
import dev.lodestar.query.account.Ends;
import dev.lodestar.query.account.Ends.Ended;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.AnswersProblems;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.writing.TopicWriter;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.translation.Events;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Accounts that are to be forgotten, and those that turn out to be others.
@Controller("/accounts/{accountId}")
@Tag(name = "Accounts")
@AnswersProblems
final class IdentityController {

  private static final String SOURCE = "api";
  private static final String EXAMPLE = "{\"into\": \"acme\"}";

  // Not all of what is allowed: the broker's clock may be behind ours.
  private static final Duration AHEAD = EventRules.MAX_AHEAD.minusMinutes(5);

  private final Accounts accounts;
  private final Ends ends;
  private final ErasureRequests requests;
  private final Remains remains;
  private final TopicWriter writer;
  private final Topics topics;
  private final InstantSource clock;

  IdentityController(
      Accounts accounts,
      Ends ends,
      ErasureRequests requests,
      Remains remains,
      TopicWriter writer,
      Topics topics,
      InstantSource clock) {
    this.accounts = accounts;
    this.ends = ends;
    this.requests = requests;
    this.remains = remains;
    this.writer = writer;
    this.topics = topics;
    this.clock = clock;
  }

  /// Forgets an account: all that has happened to it by now, also what is still to arrive.
  ///
  /// Within seconds it is in no list any more, and its deals are no evidence. What happens to it
  /// afterwards begins it anew. An account that was merged into another is erased with that one.
  @Delete
  @Status(HttpStatus.ACCEPTED)
  @ExecuteOn(TaskExecutors.BLOCKING)
  ErasureAccepted erase(String accountId) throws InterruptedException {
    Instant upTo = upTo(accountId);
    write(new AccountErased(eventId(), accountId, upTo, SOURCE));
    return new ErasureAccepted(
        accountId,
        upTo,
        UriBuilder.of("/accounts")
            .path("{id}")
            .path("erasure")
            .expand(Map.of("id", accountId))
            .toString());
  }

  /// How far the erasure of an account has come, topic by topic.
  ///
  /// Compacted topics are read from their beginning for it, which takes seconds where there are a
  /// million accounts.
  @Get("/erasure")
  @ExecuteOn(TaskExecutors.BLOCKING)
  ErasureReport erasure(String accountId) throws InterruptedException {
    String heir = ends.heirOf(accountId);
    Optional<ErasureRequests.Asked> asked = requests.of(accountId);
    Optional<Ended> ended = ends.of(heir);
    Optional<Instant> done = ended.flatMap(end -> end.end().erasedAt());
    boolean isDone = done.isPresent() && asked.filter(a -> a.upTo().isAfter(done.get())).isEmpty();
    Instant receivedAt =
        (isDone ? ended.map(Ended::notedAt) : asked.map(ErasureRequests.Asked::receivedAt))
            .orElseThrow(() ->
                Refusal.unknown(
                    "erasure",
                    "Nobody has asked for account '%s' to be erased.".formatted(accountId),
                    List.of()));
    List<TopicRemains> held = held(accountId, heir, receivedAt);
    return new ErasureReport(
        accountId,
        isDone ? done.get() : asked.orElseThrow().upTo(),
        receivedAt,
        isDone ? ErasureReport.State.ERASED : ErasureReport.State.ASKED,
        Optional.of(heir).filter(id -> !id.equals(accountId)),
        isDone && accounts.find(heir).isPresent(),
        isDone
            && held.stream()
                .filter(topic -> topic.cleanup() == TopicRemains.Cleanup.COMPACT)
                .noneMatch(TopicRemains::remains),
        held);
  }

  private List<TopicRemains> held(String accountId, String heir, Instant receivedAt)
      throws InterruptedException {
    if (heir.equals(accountId)) {
      return remains.of(accountId, receivedAt);
    }
    // What was known under the old id ended with the merge; all else is the heir's.
    Instant mergedAt = ends.of(accountId).map(Ended::notedAt).orElse(receivedAt);
    List<TopicRemains> old = remains.of(accountId, mergedAt);
    List<TopicRemains> inherited = remains.of(heir, receivedAt);
    return IntStream.range(0, Math.min(old.size(), inherited.size()))
        .mapToObj(i -> old.get(i).and(inherited.get(i)))
        .toList();
  }

  /// Makes one account of two that are the same: the other one inherits all that is known of this
  /// one, and all that will be said of it.
  ///
  /// The other one may be new; the account then has another name. Nothing counts twice that was
  /// said of both.
  @Post("/merge")
  @Status(HttpStatus.ACCEPTED)
  @ExecuteOn(TaskExecutors.BLOCKING)
  MergeAccepted merge(
      String accountId,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = MergeRequest.class),
                      examples = @ExampleObject(value = EXAMPLE)))
          @Body
          byte[] body)
      throws InterruptedException {
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly("into");
    String into =
        fields.text("into").orElseThrow(() -> new InvalidField("into", "", "must be an account"));
    Optional<String> already = ends.of(accountId).flatMap(ended -> ended.end().into());
    if (already.isEmpty()) {
      accounts.require(accountId);
    } else if (!already.get().equals(into)) {
      throw Refusal.conflict(
          "merged-account",
          "Account '%s' was merged into '%s' already.".formatted(accountId, already.get()));
    }
    if (!into.equals(accountId) && ends.heirOf(into).equals(accountId)) {
      throw Refusal.conflict(
          "merged-account", "Account '%s' was merged into '%s'.".formatted(into, accountId));
    }
    boolean renames = accounts.find(into).isEmpty();
    if (already.isEmpty()) {
      write(merged(accountId, now(), into));
    }
    return new MergeAccepted(accountId, into, renames);
  }

  private static AccountMerged merged(String accountId, Instant now, String into) {
    try {
      return new AccountMerged(eventId(), accountId, now, SOURCE, into);
    } catch (IllegalArgumentException e) {
      throw new InvalidField("into", into, "breaks a rule: " + e.getMessage());
    }
  }

  /// Also what a sender's clock dated ahead is to be forgotten.
  private Instant upTo(String accountId) {
    Instant now = now();
    Instant known = accounts.find(accountId).map(AccountView::asOf).orElse(now);
    Instant latest = known.isAfter(now) ? known : now;
    return latest.isAfter(now.plus(AHEAD)) ? now.plus(AHEAD) : latest;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String eventId() {
    return SOURCE + ":" + UUID.randomUUID();
  }

  private void write(AccountEvent event) throws InterruptedException {
    try {
      Events.require(event);
    } catch (IllegalArgumentException e) {
      String rule = "breaks a rule: " + e.getMessage();
      throw event instanceof AccountMerged merge && rule.contains("into")
          ? new InvalidField("into", merge.into(), rule)
          : new InvalidField("accountId", event.accountId(), rule);
    }
    writer.write(topics.identities(), event.accountId(), Optional.of(event));
  }
}
