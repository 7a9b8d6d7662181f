package dev.lodestar.core.comparison;

/// The figures of a candidate under one weighting of its deals; NaN where nothing is known.
///
/// @param retained share of the horizon that a customer stays
record Figures(
    double winRate, double averageDeal, double retained, double costPerDeal, double costToAcquire) {

  double lifetimeValue() {
    return averageDeal * retained;
  }

  /// What a deal brings when it is opened.
  double value(Unit unit) {
    return switch (unit) {
      case MONEY -> winRate * lifetimeValue() - (Double.isNaN(costPerDeal) ? 0 : costPerDeal);
      case GOOD_CUSTOMERS -> winRate * retained;
    };
  }
}
