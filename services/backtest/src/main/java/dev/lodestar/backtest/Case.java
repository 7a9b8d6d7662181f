package dev.lodestar.backtest;

import dev.lodestar.core.evidence.Levels;
import dev.lodestar.core.observation.Observation;

/// A deal as contenders see it.
///
/// @param levels under a scheme found in the whole history: hindsight that favours the peers
/// @param features for trees: a number per ordered attribute and 0 or 1 per other level; NaN for
///   unknown
/// @param desirability in [0, 1], to be looked at only in [Contender#learn]
public record Case(Observation observation, Levels levels, Features features, double desirability) {

  /// A dense row of numbers.
  @SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
  public record Features(float[] values) {}
}
