package dev.lodestar.core.evidence;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The levels that one account or deal holds, under a [LevelScheme].
public final class Levels implements Comparable<Levels> {

  private final int[] columns;

  Levels(int[] columns) {
    this.columns = columns;
  }

  /// Columns of the scheme, ascending: those of levels first, then those that say "unknown".
  public IntStream columns() {
    return Arrays.stream(columns);
  }

  public int size() {
    return columns.length;
  }

  public int column(int i) {
    return columns[i];
  }

  /// Whether a column, of a level or of "unknown", is held.
  public boolean has(int column) {
    return Arrays.binarySearch(columns, column) >= 0;
  }

  @Override
  public int compareTo(Levels other) {
    return Arrays.compare(columns, other.columns);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Levels that && Arrays.equals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(columns);
  }

  @Override
  public String toString() {
    return Arrays.toString(columns);
  }
}
