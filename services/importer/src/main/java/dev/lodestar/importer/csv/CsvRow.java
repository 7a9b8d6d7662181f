package dev.lodestar.importer.csv;

import java.util.List;

/// One row of a CSV file.
public sealed interface CsvRow {

  /// Where the row starts; the first line of a file is 1.
  long line();

  /// The row as it stands in the file, cut at [CsvRows#MAX_SHOWN] characters.
  String raw();

  /// A row that could be read.
  record Fields(long line, String raw, List<String> values) implements CsvRow {

    public Fields {
      values = List.copyOf(values);
    }
  }

  /// A row that could not be read, and why, in words.
  record Broken(long line, String raw, String reason) implements CsvRow {}
}
