package dev.lodestar.core.learner;

import java.util.Arrays;

/// The posterior covariance of a profile's numbers, to six decimals: first the average log-odds,
/// then every level weight in the order of the attributes.
public final class Covariance {

  private static final double MICRO = 1e-6;

  private final int size;
  private final long[] lowerTriangle;

  /// A symmetric matrix from its lower triangle.
  ///
  /// @param lowerTriangle row by row, in millionths
  public Covariance(int size, long[] lowerTriangle) {
    if (lowerTriangle.length != (long) size * (size + 1) / 2) {
      throw new IllegalArgumentException(
          "a covariance of size " + size + " cannot have " + lowerTriangle.length + " entries");
    }
    this.size = size;
    this.lowerTriangle = lowerTriangle.clone();
  }

  public int size() {
    return size;
  }

  public double at(int i, int j) {
    int row = Math.max(i, j);
    return lowerTriangle[row * (row + 1) / 2 + Math.min(i, j)] * MICRO;
  }

  public long[] lowerTriangle() {
    return lowerTriangle.clone();
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Covariance that && Arrays.equals(lowerTriangle, that.lowerTriangle);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lowerTriangle);
  }

  @Override
  public String toString() {
    return "Covariance of size " + size;
  }
}
