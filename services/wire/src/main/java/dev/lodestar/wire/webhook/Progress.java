package dev.lodestar.wire.webhook;

import java.time.Instant;
import java.util.Optional;

/// How far a webhook has been told.
///
/// @param delivered how many events it has taken
/// @param givenUp how many events went to its list of failures
/// @param trouble the event that is being retried
public record Progress(
    String webhookId,
    Places next,
    long delivered,
    long givenUp,
    Optional<Instant> lastDeliveredAt,
    Optional<Trouble> trouble) {

  /// An event that could not be delivered yet, and holds up those after it.
  ///
  /// @param attempts so far, 1 or more
  /// @param since the first of them
  public record Trouble(
      String deliveryId,
      int attempts,
      Instant since,
      Instant lastAttemptAt,
      Instant nextAttemptAt,
      String problem) {}

  /// Of a webhook that has not been told anything.
  public static Progress begin(Webhook webhook) {
    return new Progress(webhook.id(), webhook.begin(), 0, 0, Optional.empty(), Optional.empty());
  }

  public Progress at(Places places) {
    return new Progress(webhookId, places, delivered, givenUp, lastDeliveredAt, trouble);
  }

  public Progress with(Optional<Trouble> other) {
    return new Progress(webhookId, next, delivered, givenUp, lastDeliveredAt, other);
  }

  public Progress afterDelivery(Instant at) {
    return new Progress(webhookId, next, delivered + 1, givenUp, Optional.of(at), Optional.empty());
  }

  public Progress afterGivingUp() {
    return new Progress(webhookId, next, delivered, givenUp + 1, lastDeliveredAt, Optional.empty());
  }
}
