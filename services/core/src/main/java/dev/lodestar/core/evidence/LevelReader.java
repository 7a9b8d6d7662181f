package dev.lodestar.core.evidence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/// Reads interned values as levels, each distinct value once.
final class LevelReader {

  private final LevelScheme scheme;
  private final Map<ValueCounts.Entry, int[]> columnsOf = new HashMap<>();

  LevelReader(LevelScheme scheme, SortedMap<String, ValueCounts> values) {
    this.scheme = scheme;
    for (int a = 0; a < scheme.size(); a++) {
      var counts = values.get(scheme.attributes().get(a));
      if (counts != null) {
        for (var entry : counts.entries()) {
          columnsOf.put(entry, columns(a, entry));
        }
      }
    }
  }

  Levels levelsOf(Evidence.Tuple tuple) {
    var columns = new int[scheme.size()];
    int size = 0;
    int next = 0;
    for (int a = 0; a < scheme.size(); a++) {
      String attribute = scheme.attributes().get(a);
      while (next < tuple.entries.length
          && tuple.entries[next].attribute.compareTo(attribute) < 0) {
        next++;
      }
      boolean held = next < tuple.entries.length && tuple.entries[next].attribute.equals(attribute);
      int unknown = scheme.columns() + a;
      int[] found =
          held
              ? columnsOf.getOrDefault(tuple.entries[next], new int[] {unknown})
              : new int[] {unknown};
      if (size + found.length > columns.length) {
        columns = Arrays.copyOf(columns, 2 * (size + found.length));
      }
      System.arraycopy(found, 0, columns, size, found.length);
      size += found.length;
    }
    columns = Arrays.copyOf(columns, size);
    Arrays.sort(columns); // "unknown" comes after all levels
    return new Levels(columns);
  }

  private int[] columns(int attribute, ValueCounts.Entry entry) {
    int offset = scheme.offset(attribute);
    return scheme
        .reading(attribute)
        .levelsOf(entry.value)
        .map(levels -> Arrays.stream(levels).map(level -> offset + level).toArray())
        .orElseGet(() -> new int[] {scheme.columns() + attribute});
  }
}
