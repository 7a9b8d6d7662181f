package dev.lodestar.query.delivery;

import dev.lodestar.query.outbound.Reply;
import dev.lodestar.wire.webhook.Failure;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Progress.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What becomes of a delivery after an attempt.
final class Attempts {

  private final Schedule schedule;
  private final RandomGenerator random;

  Attempts(Schedule schedule, RandomGenerator random) {
    this.schedule = schedule;
    this.random = random;
  }

  /// What to do next.
  sealed interface Outcome {

    /// It was taken: on with the next.
    record Taken(Progress progress) implements Outcome {}

    /// To be tried again, and nothing else before.
    record Again(Progress progress) implements Outcome {}

    /// Tried often enough: on with the next.
    record GivenUp(Progress progress, Failure failure) implements Outcome {}

    /// The endpoint wants no more.
    record Gone(Progress progress) implements Outcome {}
  }

  /// @param progress before the attempt, still at the event
  /// @param event as it was sent
  Outcome after(Reply reply, String deliveryId, String event, Progress progress, Instant now) {
    if (reply.isSuccess()) {
      return new Outcome.Taken(progress.afterDelivery(now));
    }
    if (reply.isGone()) {
      return new Outcome.Gone(progress.with(Optional.empty()));
    }
    Optional<Trouble> before =
        progress.trouble().filter(trouble -> trouble.deliveryId().equals(deliveryId));
    int attempts = before.map(Trouble::attempts).orElse(0) + 1;
    Instant since = before.map(Trouble::since).orElse(now);
    Optional<Duration> asked = reply.retryAfter().flatMap(header -> RetryAfter.read(header, now));
    String problem = "It " + reply.words() + ".";
    return schedule
        .after(attempts, asked, random)
        .<Outcome>map(wait ->
            new Outcome.Again(
                progress.with(
                    Optional.of(
                        new Trouble(deliveryId, attempts, since, now, now.plus(wait), problem)))))
        .orElseGet(() ->
            new Outcome.GivenUp(
                progress.afterGivingUp(),
                new Failure(
                    progress.webhookId(), deliveryId, event, attempts, since, now, problem)));
  }
}
