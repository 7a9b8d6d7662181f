package dev.lodestar.importer.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of one row and of the rows joined to it.
///
/// @param number 1 for the first row below the header
/// @param joined by the name of the lookup file; a row that was not found is not in it
/// @param time when it happened, where the mapping tells so for whole rows
record Row(
    long number, List<String> values, Map<String, List<String>> joined, Optional<Instant> time) {

  Row at(Instant when) {
    return new Row(number, values, joined, Optional.of(when));
  }

  /// The value of a column, blank when its row was not found.
  String at(Cell cell) {
    return switch (cell) {
      case Cell.Own(int index) -> values.get(index);
      case Cell.Joined(String file, int index) -> {
        List<String> found = joined.get(file);
        yield found == null ? "" : found.get(index);
      }
    };
  }

  /// Where a column is found.
  sealed interface Cell {

    record Own(int index) implements Cell {}

    record Joined(String file, int index) implements Cell {}
  }
}
