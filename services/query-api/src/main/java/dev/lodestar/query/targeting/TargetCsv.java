package dev.lodestar.query.targeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Target lists as RFC 4180 has it, safe to open in a spreadsheet.
///
/// A spreadsheet runs text that begins like a formula, so such text gets an apostrophe in front.
/// Numbers are left alone.
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

  // Also those that spreadsheets take for the first four.
  private static final String BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

  private TargetCsv() {}

  static byte[] header(List<String> attributes) {
    return lines(
        List.of(
            Stream.concat(FIXED.stream(), attributes.stream().map(TargetCsv::harmless)).toList()));
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

  static String harmless(String text) {
    return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static byte[] lines(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      rows.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(UTF_8);
  }
}
