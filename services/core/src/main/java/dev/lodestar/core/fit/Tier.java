package dev.lodestar.core.fit;

/// A band of fit, cut at quantiles of the observed deals; A is the best.
public enum Tier {
  A,
  B,
  C,
  D;

  public boolean isAtLeast(Tier bar) {
    return compareTo(bar) <= 0;
  }
}
