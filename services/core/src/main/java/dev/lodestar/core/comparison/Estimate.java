package dev.lodestar.core.comparison;

/// A figure and the interval that holds the true one with a probability of 95%.
public record Estimate(double value, double low, double high) {

  public Estimate {
    if (!(low <= high)) { // also rejects NaN
      throw new IllegalArgumentException("no interval: " + low + " to " + high);
    }
  }
}
