package dev.lodestar.importer;

import dev.lodestar.importer.history.ColumnReport;
import dev.lodestar.importer.history.FileReport;
import dev.lodestar.importer.mapping.FileMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is in the columns of a file, as a table.
final class ColumnTable {

  private static final List<String> HEADINGS =
      List.of("column", "read as", "type", "distinct", "unknown", "range", "examples");
  private static final int WIDEST = 44;
  private static final int MAX_DISTINCT = 10_000;

  private ColumnTable() {}

  static List<String> of(FileReport file) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADINGS);
    file.columns().forEach(column -> rows.add(cells(column)));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /// What is filled by constants and by columns of joined files.
  static List<String> alsoGiven(FileReport file, FileMapping mapping) {
    Set<String> own = file.columns().stream().map(ColumnReport::column).collect(Collectors.toSet());
    return mapping.uses().stream()
        .filter(use -> !own.contains(use.origin().toString()))
        .map(use -> "  also %s from %s".formatted(use.target(), use.origin()))
        .toList();
  }

  private static List<String> cells(ColumnReport column) {
    String distinct =
        column.distinct() < MAX_DISTINCT
            ? "%,d".formatted(column.distinct())
            : "%,d or more".formatted(MAX_DISTINCT);
    String range =
        column.least().isPresent() && column.greatest().isPresent()
            ? shortened(column.least().get()) + " … " + shortened(column.greatest().get())
            : "";
    String examples = String.join(", ", column.examples());
    return List.of(
        cut(column.column()),
        cut(column.uses()),
        column.type(),
        distinct,
        "%.1f%%".formatted(100 * column.unknownShare()),
        range,
        cut(examples) + column.hint().map(hint -> "  ← " + hint).orElse(""));
  }

  private static String shortened(String bound) {
    return bound.replace("T00:00:00Z", "");
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder(" ");
    for (int i = 0; i < cells.size(); i++) {
      boolean right = HEADINGS.get(i).equals("distinct") || HEADINGS.get(i).equals("unknown");
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(' ').append(right ? padding + cells.get(i) : cells.get(i) + padding).append(' ');
    }
    return line.toString().stripTrailing();
  }
}
