package dev.lodestar.core.learner;

import java.time.Instant;
import java.util.List;

/// The log-odds of a good outcome that drift for everybody, per period.
///
/// Deviations from a level decay as a first-order autoregression does.
///
/// @param drift prior standard deviation of the innovation of one period (σ), chosen by the data
/// @param persistence after how many periods e⁻¹ of a deviation is left, chosen by the data
/// @param ahead how many periods after the last one the baseline is forecast for deals that are
///   opened now: as many as leave of its deviation what past deals found left when they closed
/// @param periods in order of time
public record Baseline(double drift, double persistence, double ahead, List<Period> periods) {

  public Baseline {
    periods = List.copyOf(periods);
  }

  /// The baseline of one period.
  ///
  /// @param logOdds of the average observed deal, had it closed in this period
  public record Period(Instant start, double logOdds, double standardError) {}
}
