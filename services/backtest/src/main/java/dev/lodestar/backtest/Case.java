package dev.lodestar.backtest;

import dev.lodestar.core.evidence.Levels;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;

/// A deal as contenders see it.
///
/// @param levels under a scheme found in the whole history: hindsight that favours the peers
/// @param features for trees: a number per ordered attribute and 0 or 1 per other level; NaN for
///   unknown
/// @param desirability in [0, 1], to be looked at only in [Contender#learn]
public record Case(Observation observation, Levels levels, Features features, double desirability) {

  /// The same deal opened and closed at another time; its customer leaves as long after it.
  Case at(Instant time) {
    var moved =
        new Observation(
            observation.accountId(),
            observation.dealId(),
            time,
            time,
            observation.outcome() instanceof Outcome.Won(var churnedAt)
                ? new Outcome.Won(
                    churnedAt.map(t -> time.plus(Duration.between(observation.closedAt(), t))))
                : observation.outcome(),
            observation.amount(),
            observation.costs(),
            observation.attributes());
    return new Case(moved, levels, features, desirability);
  }

  /// A dense row of numbers.
  @SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
  public record Features(float[] values) {}
}
