package dev.lodestar.importer.history;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was found in one file.
///
/// @param file its name
/// @param name what the mapping calls it
/// @param rows below the header, blank lines not counted
/// @param dispositions what became of the rows; they sum to `rows`
/// @param notMapped columns that the mapping says nothing about, and that are ignored therefore
/// @param unmatched of rows whose key is not in a lookup file, how many, by that file
/// @param columns what is in each column, if that was asked for
public record FileReport(
    String file,
    String name,
    long rows,
    Map<Disposition, Long> dispositions,
    List<String> notMapped,
    Map<String, Long> unmatched,
    List<ColumnReport> columns) {

  public FileReport {
    var copy = new EnumMap<Disposition, Long>(Disposition.class);
    dispositions.forEach((disposition, count) -> {
      if (count != 0) {
        copy.put(disposition, count);
      }
    });
    dispositions = Collections.unmodifiableMap(copy);
    notMapped = List.copyOf(notMapped);
    unmatched = Map.copyOf(unmatched);
    columns = List.copyOf(columns);
  }

  public long count(Disposition disposition) {
    return dispositions.getOrDefault(disposition, 0L);
  }

  public long closedDeals() {
    return count(Disposition.WON) + count(Disposition.LOST);
  }
}
