package dev.lodestar.query.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.lodestar.query.problem.InvalidField;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// Rows as RFC 4180 has it, safe to open in a spreadsheet.
///
/// A spreadsheet runs text that begins like a formula, so such text gets an apostrophe in front.
public final class SafeCsv {

  /// Rows that are made at a time: what a slow reader holds in memory.
  public static final int CHUNK = 500;

  private static final String CSV = "csv";
  private static final String JSON = "json";

  // Also those that spreadsheets take for the first four.
  private static final String BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

  private SafeCsv() {}

  /// Whether a caller wants CSV: by `format`, or else by what it accepts first.
  public static boolean isWanted(HttpRequest<?> request, Optional<String> format) {
    return format
        .map(f ->
            switch (f) {
              case CSV -> true;
              case JSON -> false;
              default -> throw new InvalidField("format", f, "must be json or csv");
            })
        .orElseGet(() -> isPreferred(request));
  }

  /// An answer that is a file of this name, made while it is read.
  public static HttpResponse<Publisher<byte[]>> file(String name, Publisher<byte[]> rows) {
    return HttpResponse.<Publisher<byte[]>>ok(rows)
        .contentType("text/csv; charset=UTF-8; header=present")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
  }

  /// Text that is no formula.
  public static String harmless(String text) {
    return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  public static byte[] lines(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      rows.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(UTF_8);
  }

  private static boolean isPreferred(HttpRequest<?> request) {
    return request.accept().stream()
        .findFirst()
        .filter(type -> type.getName().equals(MediaType.TEXT_CSV))
        .isPresent();
  }
}
