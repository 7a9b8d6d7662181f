package dev.lodestar.core.observation;

import java.time.Duration;
import java.util.OptionalDouble;

/// How an outcome becomes desirability.
///
/// Lost is 0, won is 1, won and churned after `d` of the horizon `h` is `d/h`; with a target value
/// set, times `min(1, (amount − costs) / targetValue)`, never below 0. A won deal of unknown amount
/// counts as on target.
///
/// @param horizon how long a customer must stay for the deal to count in full
/// @param targetValue the margin of a deal that counts in full, in the currency of the deals
public record Valuation(Duration horizon, OptionalDouble targetValue) {

  public static final Valuation DEFAULT =
      new Valuation(Duration.ofDays(365), OptionalDouble.empty());

  public Valuation {
    if (!horizon.isPositive()) {
      throw new IllegalArgumentException("horizon must be positive: " + horizon);
    }
    if (targetValue.isPresent()
        && !(targetValue.getAsDouble() > 0 && Double.isFinite(targetValue.getAsDouble()))) {
      throw new IllegalArgumentException(
          "targetValue must be positive and finite: " + targetValue.getAsDouble());
    }
  }

  /// The label of an observation, in [0, 1].
  public double desirability(Observation observation) {
    return switch (observation.outcome()) {
      case Outcome.Lost() -> 0;
      case Outcome.Won(var churnedAt) -> {
        double stayed =
            churnedAt
                .map(t -> ratio(Duration.between(observation.closedAt(), t), horizon))
                .orElse(1.0);
        yield stayed * valueShare(observation);
      }
    };
  }

  private double valueShare(Observation observation) {
    if (targetValue.isEmpty() || observation.amount().isEmpty()) {
      return 1;
    }
    double margin = observation.amount().getAsDouble() - observation.costs().orElse(0);
    return Math.clamp(margin / targetValue.getAsDouble(), 0, 1);
  }

  private static double ratio(Duration part, Duration whole) {
    return Math.clamp((double) part.toMillis() / whole.toMillis(), 0, 1);
  }
}
