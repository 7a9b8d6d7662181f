package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.core.observation.Valuation;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/// What evidence keeps of an observation: no longer whose deal it was.
///
/// @param churnedAt when the customer left; only ever present on a won deal
/// @param goodAtFirst desirability as long as no churn was known, in millionths
/// @param good desirability as known today, in millionths
public record PastDeal(
    SortedMap<String, AttributeValue> attributes,
    Instant openedAt,
    Instant closedAt,
    boolean won,
    Optional<Instant> churnedAt,
    int goodAtFirst,
    int good) {

  /// The fixed point of desirability.
  public static final int ONE = 1_000_000;

  static PastDeal of(Observation observation, Valuation valuation) {
    int good = millionths(valuation.desirability(observation));
    return switch (observation.outcome()) {
      case Outcome.Lost() ->
          new PastDeal(
              observation.attributes(),
              observation.openedAt(),
              observation.closedAt(),
              false,
              Optional.empty(),
              good,
              good);
      case Outcome.Won(var churnedAt) ->
          new PastDeal(
              observation.attributes(),
              observation.openedAt(),
              observation.closedAt(),
              true,
              churnedAt,
              churnedAt.isEmpty() ? good : millionths(valuation.desirability(kept(observation))),
              good);
    };
  }

  /// The latest event time that this deal knows of.
  public Instant knownAt() {
    return churnedAt.filter(t -> t.isAfter(closedAt)).orElse(closedAt);
  }

  /// The same deal before its churn was known.
  public PastDeal beforeChurn() {
    return new PastDeal(
        attributes, openedAt, closedAt, won, Optional.empty(), goodAtFirst, goodAtFirst);
  }

  private static Observation kept(Observation won) {
    return new Observation(
        won.accountId(),
        won.dealId(),
        won.openedAt(),
        won.closedAt(),
        new Outcome.Won(Optional.empty()),
        won.amount(),
        won.costs(),
        won.attributes());
  }

  private static int millionths(double desirability) {
    return (int) Math.rint(desirability * ONE);
  }
}
