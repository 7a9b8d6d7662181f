package dev.lodestar.core.comparison;

/// What the value of a deal is counted in.
public enum Unit {
  /// In the currency of the deals: the chance of winning it, times what a customer then brings,
  /// less the costs of a deal.
  MONEY,
  /// In customers who stay for the whole horizon, where amounts are not known of every candidate:
  /// the chance of winning it, times how much of the horizon a customer stays.
  GOOD_CUSTOMERS
}
