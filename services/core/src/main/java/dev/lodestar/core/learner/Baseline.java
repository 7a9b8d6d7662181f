package dev.lodestar.core.learner;

import java.time.Instant;
import java.util.List;

/// The log-odds of a good outcome that drift for everybody, per period.
///
/// @param drift prior standard deviation of one step between periods (σ), chosen by the data
/// @param periods in order of time
public record Baseline(double drift, List<Period> periods) {

  public Baseline {
    periods = List.copyOf(periods);
  }

  /// The baseline of one period.
  ///
  /// @param logOdds of the average observed deal, had it closed in this period
  public record Period(Instant start, double logOdds, double standardError) {}
}
