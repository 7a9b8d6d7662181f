package dev.lodestar.importer.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How many rows of each file became what.
final class Tally {

  private final List<Map<Disposition, Long>> files = new ArrayList<>();

  Tally(int count) {
    for (int i = 0; i < count; i++) {
      files.add(new EnumMap<>(Disposition.class));
    }
  }

  void add(int file, Disposition disposition) {
    files.get(file).merge(disposition, 1L, Long::sum);
  }

  void move(int file, Disposition from, Disposition to, long rows) {
    files.get(file).merge(from, -rows, Long::sum);
    files.get(file).merge(to, rows, Long::sum);
  }

  Map<Disposition, Long> of(int file) {
    return Collections.unmodifiableMap(files.get(file));
  }
}
