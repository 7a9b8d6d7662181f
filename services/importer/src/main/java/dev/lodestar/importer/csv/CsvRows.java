package dev.lodestar.importer.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of one CSV file, broken ones among them.
///
/// Damage stays where it is: a row of more than [#MAX_ROW_BYTES], a line that is not text, a quote
/// that is never closed each cost one row, and reading goes on with the line after it.
public final class CsvRows implements Closeable {

  /// The longest row that is read.
  public static final int MAX_ROW_BYTES = 1 << 20;

  /// The most lines one row may span, by line breaks inside quotes.
  public static final int MAX_ROW_LINES = 200;

  /// How much of a row is kept to be shown when it is broken, in characters.
  public static final int MAX_SHOWN = 4096;

  /*
   * FastCSV splits a row into fields; this class decides which lines are a row. A reader over the
   * whole file would take everything behind an unclosed quote for one field. So lines are joined
   * only while a quote is open, and when what comes out is no proper row, the first line alone is
   * given up and the others are looked at again.
   */

  private final String name;
  private final LineReader lines;
  private final Dialect dialect;
  private final CsvReader.CsvReaderBuilder splitter;
  private final Deque<Line> putBack = new ArrayDeque<>();
  private int expectedFields;

  private CsvRows(String name, InputStream in, Dialect dialect) {
    this.name = name;
    this.lines = new LineReader(in, MAX_ROW_BYTES);
    this.dialect = dialect;
    this.splitter =
        CsvReader.builder()
            .fieldSeparator(dialect.separator())
            .quoteCharacter(dialect.quote())
            .allowUnclosedQuote(false);
  }

  public static CsvRows open(Path file, Dialect dialect) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      throw new UnreadableFileException(file + " is a folder, not a CSV file");
    }
    try {
      return of(name, Files.newInputStream(file), dialect);
    } catch (NoSuchFileException e) {
      throw new UnreadableFileException("there is no file " + file);
    }
  }

  static CsvRows of(String name, InputStream in, Dialect dialect) {
    return new CsvRows(name, in, dialect);
  }

  /// The names of the columns, from the first row; to be called once, before [#next()].
  ///
  /// @throws UnreadableFileException if the file does not begin like a CSV file
  public List<String> header() throws IOException {
    Line first = nextLine();
    if (first == null) {
      throw new UnreadableFileException(name + " is empty");
    }
    putBack.push(new Line(first.number(), withoutMark(first.bytes()), first.isCut()));
    CsvRow row = next().orElseThrow(() -> new UnreadableFileException(name + " is empty"));
    if (row instanceof CsvRow.Fields fields) {
      expectedFields = fields.values().size();
      return fields.values().stream().map(String::strip).toList();
    }
    String reason = row instanceof CsvRow.Broken broken ? broken.reason() : "";
    throw new UnreadableFileException(
        name + " does not look like a CSV file: line " + row.line() + ": " + reason);
  }

  /// The next row; blank lines are passed over.
  public Optional<CsvRow> next() throws IOException {
    Line first = nextLine();
    while (first != null && first.isBlank()) {
      first = nextLine();
    }
    return first == null ? Optional.empty() : Optional.of(rowFrom(first));
  }

  /// How much of the file has been read, in bytes.
  public long position() {
    return lines.position();
  }

  private CsvRow rowFrom(Line first) throws IOException {
    String text;
    try {
      text = text(first);
    } catch (NotTextException e) {
      return broken(first, e.getMessage());
    }
    if (!leavesQuoteOpen(text, false)) {
      return split(first, text);
    }
    var more = new ArrayList<Line>();
    CsvRow whole = joined(first, text, more);
    if (whole instanceof CsvRow.Broken unreadable) {
      more.reversed().forEach(putBack::push);
      return broken(first, unreadable.reason());
    }
    return whole;
  }

  /// The row that begins with a line that leaves a quote open; takes the lines it reads into
  /// `more`.
  private CsvRow joined(Line first, String text, List<Line> more) throws IOException {
    var all = new StringBuilder(text);
    boolean open = true;
    while (open) {
      Line line = more.size() + 1 < MAX_ROW_LINES ? nextLine() : null;
      if (line != null) {
        more.add(line);
      }
      if (line == null || all.length() + line.bytes().length > MAX_ROW_BYTES) {
        return broken(first, "a quote is opened and not closed");
      }
      try {
        String next = text(line);
        open = leavesQuoteOpen(next, true);
        all.append('\n').append(next);
      } catch (NotTextException e) {
        return broken(first, "a quote is opened and not closed before line " + line.number());
      }
    }
    return split(first, all.toString());
  }

  private CsvRow split(Line first, String text) {
    String raw = shown(text);
    try {
      List<String> fields = splitter.ofSingleCsvRecord(text).getFields();
      if (expectedFields != 0 && fields.size() != expectedFields) {
        return new CsvRow.Broken(
            first.number(),
            raw,
            expectedFields + " columns expected, as in the header, but there are " + fields.size());
      }
      return new CsvRow.Fields(first.number(), raw, fields);
    } catch (CsvParseException e) {
      return new CsvRow.Broken(first.number(), raw, "quotes do not match");
    }
  }

  private boolean leavesQuoteOpen(String text, boolean open) {
    boolean quoted = open;
    boolean atFieldStart = !open;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == dialect.quote() && (quoted || atFieldStart)) {
        // A doubled quote closes and opens again.
        atFieldStart = quoted;
        quoted = !quoted;
      } else {
        atFieldStart = !quoted && c == dialect.separator();
      }
    }
    return quoted;
  }

  private @Nullable Line nextLine() throws IOException {
    return putBack.isEmpty() ? lines.next() : putBack.pop();
  }

  private String text(Line line) throws NotTextException {
    if (line.isCut()) {
      throw new NotTextException("longer than " + MAX_ROW_BYTES + " bytes");
    }
    String text = decoded(line.bytes());
    if (text.indexOf('\0') >= 0) {
      throw new NotTextException("holds a NUL character, so it is no text");
    }
    return text;
  }

  private String decoded(byte[] bytes) throws NotTextException {
    try {
      return decoded(bytes, dialect.charset());
    } catch (CharacterCodingException notThat) {
      if (dialect.fallback().isPresent()) {
        try {
          return decoded(bytes, dialect.fallback().get());
        } catch (CharacterCodingException notThatEither) {
          // The reason below names the charset that was expected.
        }
      }
      throw new NotTextException(
          "not valid "
              + dialect.charset()
              + "; if the file is in another charset, say so in the mapping: charset: windows-1252");
    }
  }

  private static String decoded(byte[] bytes, Charset charset) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private byte[] withoutMark(byte[] bytes) throws UnreadableFileException {
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      throw new UnreadableFileException(name + " is in UTF-16: save it as \"CSV UTF-8\"");
    }
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      throw new UnreadableFileException(
          name + " is an Excel workbook or a zip archive: save it as \"CSV UTF-8\"");
    }
    if (startsWith(bytes, 0x1f, 0x8b)) {
      throw new UnreadableFileException(name + " is compressed: unpack it first");
    }
    return startsWith(bytes, 0xef, 0xbb, 0xbf) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private CsvRow.Broken broken(Line line, String reason) {
    int length = Math.min(line.bytes().length, MAX_SHOWN);
    String text = new String(line.bytes(), 0, length, dialect.charset());
    return new CsvRow.Broken(line.number(), shown(text), reason);
  }

  private static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private static final class NotTextException extends Exception {

    private static final long serialVersionUID = 1;

    NotTextException(String message) {
      super(message, null, false, false);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
