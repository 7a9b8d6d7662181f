package dev.lodestar.query.targeting;

import static dev.lodestar.query.csv.SafeCsv.harmless;
import static dev.lodestar.query.csv.SafeCsv.lines;

import dev.lodestar.query.csv.SafeCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Target lists as CSV that is safe to open in a spreadsheet. Numbers are left alone.
final class TargetCsv {

  private static final List<String> FIXED =
      List.of(
          "accountId",
          "tier",
          "score",
          "probability",
          "version",
          "scoredAt",
          "disqualifiedBy",
          "status",
          "engagement",
          "lastVisitAt");

  private TargetCsv() {}

  static byte[] header(List<String> attributes) {
    return lines(
        List.of(
            Stream.concat(FIXED.stream(), attributes.stream().map(SafeCsv::harmless)).toList()));
  }

  static byte[] rows(List<TargetRow> rows, List<String> attributes) {
    return lines(rows.stream().map(row -> cells(row, attributes)).toList());
  }

  private static List<String> cells(TargetRow row, List<String> attributes) {
    List<String> cells = new ArrayList<>(FIXED.size() + attributes.size());
    cells.add(harmless(row.accountId()));
    cells.add(row.tier().name());
    cells.add(Integer.toString(row.score()));
    cells.add(Double.toString(row.probability()));
    cells.add(Integer.toString(row.version()));
    cells.add(row.scoredAt().toString());
    cells.add(cell(row.disqualifiedBy()));
    cells.add(row.status().map(Enum::name).orElse(""));
    cells.add(row.engagement().map(e -> Double.toString(e)).orElse(""));
    cells.add(row.lastVisitAt().map(Object::toString).orElse(""));
    attributes.forEach(attribute -> cells.add(cell(row.attributes().get(attribute))));
    return cells;
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Number number -> number.toString();
      case List<?> tags ->
          harmless(String.join("; ", tags.stream().map(Object::toString).toList()));
      default -> harmless(value.toString());
    };
  }
}
