package dev.lodestar.importer.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

  @Test
  void splitsRowsOfAnyLineBreak() throws IOException {
    assertThat(shown("a,b\n1,2\r\n3,4\r5,6")).containsExactly("2: 1|2", "3: 3|4", "4: 5|6");
  }

  @Test
  void keepsSeparatorsQuotesAndLineBreaksInsideQuotes() throws IOException {
    assertThat(shown("a,b\n\"1,\"\"x\"\"\",\"2\n3\"\n4,5"))
        .containsExactly("2: 1,\"x\"|2\n3", "4: 4|5");
  }

  @Test
  void takesAQuoteInsideAFieldForACharacter() throws IOException {
    assertThat(shown("a,b\n5\" pipe,2\n3,4")).containsExactly("2: 5\" pipe|2", "3: 3|4");
  }

  @Test
  void passesOverBlankLinesAndAByteOrderMark() throws IOException {
    byte[] marked = "\uFEFFa,b\n\n1,2\n   \n3,4\n\n".getBytes(UTF_8);

    var rows = rows(marked, Dialect.DEFAULT);

    assertThat(rows.header()).containsExactly("a", "b");
    assertThat(shown(rows)).containsExactly("3: 1|2", "5: 3|4");
  }

  @Test
  void givesUpOneLineForAQuoteThatIsNeverClosed() throws IOException {
    assertThat(shown("a,b\n1,2\n3,\"4\n5,6\n7,8"))
        .containsExactly(
            "2: 1|2", "3 broken: a quote is opened and not closed", "4: 5|6", "5: 7|8");
  }

  @Test
  void givesUpTheFirstOfTwoLinesWhoseQuotesOnlySeemToMatch() throws IOException {
    List<String> shown = shown("a,b\n1,\"2\n3,\"4\n5,6");

    assertThat(shown)
        .hasSize(3)
        .startsWith("2 broken: quotes do not match")
        .contains("3 broken: a quote is opened and not closed", "4: 5|6");
  }

  @Test
  void doesNotLookFurtherForAClosingQuoteThanItsLimit() throws IOException {
    var text = new StringBuilder("a,b\n1,\"2\n");
    for (int i = 0; i < CsvRows.MAX_ROW_LINES; i++) {
      text.append("x,y\n");
    }
    text.append("3,\"4\"");

    List<String> shown = shown(text.toString());

    assertThat(shown).hasSize(CsvRows.MAX_ROW_LINES + 2);
    assertThat(shown.getFirst()).isEqualTo("2 broken: a quote is opened and not closed");
    assertThat(shown.getLast()).endsWith("3|4");
  }

  @Test
  void rejectsRowsOfAnotherLengthThanTheHeader() throws IOException {
    assertThat(shown("a,b\n1\n1,2,3\n4,5"))
        .containsExactly(
            "2 broken: 2 columns expected, as in the header, but there are 1",
            "3 broken: 2 columns expected, as in the header, but there are 3",
            "4: 4|5");
  }

  @Test
  void rejectsARowOfTenMegabytesAndReadsOn() throws IOException {
    String huge = "x".repeat(10_000_000);

    List<String> shown = shown("a,b\n1,2\n" + huge + ",2\n3,4");

    assertThat(shown).containsExactly("2: 1|2", "3 broken: longer than 1048576 bytes", "4: 3|4");
  }

  @Test
  void rejectsAQuotedFieldOfTenMegabytesAndReadsOn() throws IOException {
    String huge = ("x".repeat(99) + "\n").repeat(100_000);

    List<String> shown = shown("a,b\n1,2\n\"" + huge + "\",2\n3,4");

    assertThat(shown.get(1)).isEqualTo("3 broken: a quote is opened and not closed");
    assertThat(shown.getLast()).endsWith("3|4");
  }

  @Test
  void rejectsANulCharacterAndReadsOn() throws IOException {
    assertThat(shown("a,b\n1,2\0\n3,4"))
        .containsExactly("2 broken: holds a NUL character, so it is no text", "3: 3|4");
  }

  @Test
  void rejectsALineInAnotherCharset() throws IOException {
    byte[] latin = "a,b\nMünchen,2\n3,4".getBytes(ISO_8859_1);

    var rows = rows(latin, Dialect.DEFAULT);
    rows.header();

    assertThat(shown(rows))
        .containsExactly(
            "2 broken: not valid UTF-8; if the file is in another charset, say so in the mapping:"
                + " charset: windows-1252",
            "3: 3|4");
  }

  @Test
  void readsALineInTheFallbackCharsetWhereOneIsDeclared() throws IOException {
    var bytes = new ArrayList<Byte>();
    for (byte b : "a,b\nKöln,1\n".getBytes(UTF_8)) {
      bytes.add(b);
    }
    for (byte b : "München,2\n".getBytes(ISO_8859_1)) {
      bytes.add(b);
    }
    byte[] mixed = new byte[bytes.size()];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = bytes.get(i);
    }
    var dialect = new Dialect(',', '"', UTF_8, Optional.of(Charset.forName("windows-1252")));

    var rows = rows(mixed, dialect);
    rows.header();

    assertThat(shown(rows)).containsExactly("2: Köln|1", "3: München|2");
  }

  @Test
  void readsOtherSeparatorsAndQuotes() throws IOException {
    var dialect = new Dialect('\t', '\'', UTF_8, Optional.empty());

    var rows = rows("a\tb\n'1\t,'\t2".getBytes(UTF_8), dialect);
    rows.header();

    assertThat(shown(rows)).containsExactly("2: 1\t,|2");
  }

  @Test
  void saysWhatAFileIsThatIsNoCsv() {
    assertThatThrownBy(() -> rows(new byte[0], Dialect.DEFAULT).header())
        .hasMessage("export.csv is empty");
    assertThatThrownBy(
            () -> rows("a,b".getBytes(StandardCharsets.UTF_16), Dialect.DEFAULT).header())
        .hasMessage("export.csv is in UTF-16: save it as \"CSV UTF-8\"");
    assertThatThrownBy(() -> rows("PK\3\4…".getBytes(UTF_8), Dialect.DEFAULT).header())
        .hasMessageContaining("is an Excel workbook or a zip archive");
    assertThatThrownBy(() -> rows(new byte[] {0x1f, (byte) 0x8b, 8}, Dialect.DEFAULT).header())
        .hasMessage("export.csv is compressed: unpack it first");
    assertThatThrownBy(() -> rows(new byte[] {1, 2, 0, 4, '\n'}, Dialect.DEFAULT).header())
        .hasMessage(
            "export.csv does not look like a CSV file: line 1: holds a NUL character, so it is no text");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void accountsForEveryLineOfRandomBytes(int kind) throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      var random = new Random(seed * 4L + kind);
      byte[] bytes = header(noise(random, kind));

      var rows = rows(bytes, Dialect.DEFAULT);
      rows.header();
      var lines = new ArrayList<Long>();
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        lines.add(row.get().line());
      }

      assertThat(lines).as("seed " + seed).isSorted().doesNotHaveDuplicates();
      assertThat(rows.position()).isEqualTo(bytes.length);
    }
  }

  private static byte[] header(byte[] noise) {
    byte[] bytes = new byte[noise.length + 4];
    System.arraycopy("a,b\n".getBytes(UTF_8), 0, bytes, 0, 4);
    System.arraycopy(noise, 0, bytes, 4, noise.length);
    return bytes;
  }

  /// Bytes of all kinds; or, more likely to be read as rows, a few of them only.
  private static byte[] noise(Random random, int kind) {
    String alphabet = List.of("", "a,\n", "a,\"\n\r", "\"\n,\0\u00e4").get(kind);
    byte[] noise = new byte[random.nextInt(3000)];
    random.nextBytes(noise);
    for (int i = 0; i < noise.length && !alphabet.isEmpty(); i++) {
      noise[i] = (byte) alphabet.charAt((noise[i] & 0xff) % alphabet.length());
    }
    return noise;
  }

  private static List<String> shown(String text) throws IOException {
    var rows = rows(text.getBytes(UTF_8), Dialect.DEFAULT);
    rows.header();
    return shown(rows);
  }

  private static List<String> shown(CsvRows rows) throws IOException {
    var shown = new ArrayList<String>();
    for (var row = rows.next(); row.isPresent(); row = rows.next()) {
      shown.add(
          switch (row.get()) {
            case CsvRow.Fields(long line, _, var values) -> line + ": " + String.join("|", values);
            case CsvRow.Broken(long line, _, String reason) -> line + " broken: " + reason;
          });
    }
    return shown;
  }

  private static CsvRows rows(byte[] bytes, Dialect dialect) {
    return CsvRows.of("export.csv", new ByteArrayInputStream(bytes), dialect);
  }
}
