package dev.lodestar.importer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AttributeValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

  private static final Optional<Instant> NEW_YEAR =
      Optional.of(Instant.parse("2019-01-01T00:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "yyyy-MM-dd, 2017-03-01, 2017-03-01T00:00:00Z",
        "M/d/yyyy, 3/1/2017, 2017-03-01T00:00:00Z",
        "M/d/yyyy, 03/01/2017, 2017-03-01T00:00:00Z",
        "dd-MM-yyyy, 01-03-2017, 2017-03-01T00:00:00Z",
        "d MMM yyyy, 1 mar 2017, 2017-03-01T00:00:00Z",
        "yyyy-MM, 2017-03, 2017-03-01T00:00:00Z",
        "dd.MM.yyyy HH:mm, 01.03.2017 14:30, 2017-03-01T14:30:00Z",
        "yyyy-MM-dd'T'HH:mmXXX, 2017-03-01T14:30+02:00, 2017-03-01T12:30:00Z",
        "iso, 2017-03-01, 2017-03-01T00:00:00Z",
        "iso, 2017-03-01 14:30, 2017-03-01T14:30:00Z",
        "iso, 2017-03-01T14:30:15.123456Z, 2017-03-01T14:30:15.123Z",
        "iso, 2017-03-01T14:30:15+02:00, 2017-03-01T12:30:15Z",
        "epochSeconds, 1488326400, 2017-03-01T00:00:00Z",
        "epochMillis, 1488326400123, 2017-03-01T00:00:00.123Z",
      })
  void readsDates(String format, String text, Instant expected) throws BadValueException {
    assertThat(dates("UTC", format).parse(text)).isEqualTo(expected);
  }

  @Test
  void takesADateForItsFirstMomentInItsZone() throws BadValueException {
    assertThat(dates("America/New_York", "iso").parse("2017-07-01"))
        .isEqualTo("2017-07-01T04:00:00Z");
    assertThat(dates("America/New_York", "iso").parse("2017-07-01T12:00Z"))
        .isEqualTo("2017-07-01T12:00:00Z");
  }

  @Test
  void triesDateFormatsInOrder() throws BadValueException {
    var dates = dates("UTC", "M/d/yyyy", "d/M/yyyy");

    assertThat(dates.parse("2/1/2017")).isEqualTo("2017-02-01T00:00:00Z");
    assertThat(dates.parse("31/1/2017")).isEqualTo("2017-01-31T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2017-02-29", "2017-13-01", "1/2/2017", "yesterday", "0000-00-00", "2017-03-01x"})
  void rejectsWhatIsNoDate(String text) {
    assertThatThrownBy(() -> dates("UTC", "yyyy-MM-dd").parse(text))
        .hasMessage("not a date as yyyy-MM-dd: " + text);
  }

  @Test
  void rejectsDatesThatCanOnlyBeMistakes() {
    assertThatThrownBy(() -> dates("UTC", "iso").parse("0017-03-01"))
        .hasMessage("not a date between 1900 and 2199: 0017-03-01");
    assertThatThrownBy(() -> dates("UTC", "iso").parse("9999-12-31"))
        .hasMessage("not a date between 1900 and 2199: 9999-12-31");
  }

  @ParameterizedTest
  @CsvSource({"3, 2018-10-01T00:00:00Z", "0, 2019-01-01T00:00:00Z", "72, 2013-01-01T00:00:00Z"})
  void countsMonthsBackFromTheExport(String text, Instant expected) throws BadValueException {
    assertThat(ago(Format.Ago.MONTHS).instant(text, NEW_YEAR)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "1e9", "many", "1000000"})
  void rejectsWhatIsNoNumberOfMonthsAgo(String text) {
    assertThatThrownBy(() -> ago(Format.Ago.MONTHS).instant(text, NEW_YEAR))
        .isInstanceOf(BadValueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'.', , 1054, 1054",
    "'.', , -12.5, -12.5",
    "'.', , +7, 7",
    "'.', , 1.5e3, 1500",
    "'.', ',', '1,234,567.89', 1234567.89",
    "',', '.', '1.234,5', 1234.5",
    "'.', ' ', '12 000', 12000",
    "'.', , '$1054', 1054",
    "'.', , '99.50 €', 99.50",
  })
  void readsNumbers(char decimal, Character group, String text, String expected)
      throws BadValueException {
    assertThat(new Numbers(decimal, Optional.ofNullable(group)).parse(text))
        .isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NaN", "Infinity", "1,234", "12 000", "0x10", "1e", "--1", "1.2.3", "ten", "1d"})
  void rejectsWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> Numbers.DEFAULT.parse(text)).hasMessage("not a number: " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e16", "-9999999999999999", "1e999"})
  void rejectsNumbersThatCanOnlyBeMistakes(String text) {
    assertThatThrownBy(() -> Numbers.DEFAULT.parse(text)).hasMessage("larger than 1e15: " + text);
  }

  @Test
  void doesNotTakeAPointForADecimalCommaByAccident() {
    assertThatThrownBy(() -> new Numbers(',', Optional.empty()).parse("1.5"))
        .isInstanceOf(BadValueException.class);
  }

  @Test
  void knowsWhatStandsForUnknown() {
    var format = format(Format.Type.TEXT, Set.of("Select", "N/A"), Map.of());

    assertThat(format.known("select")).isEmpty();
    assertThat(format.known(" n/a ")).isEmpty();
    assertThat(format.known(" \t")).isEmpty();
    assertThat(format.known(" Selected ")).contains("Selected");
  }

  @Test
  void renamesValues() {
    var format = format(Format.Type.TEXT, Set.of(), Map.of("GTXPro", "GTX Pro"));

    assertThat(format.known("GTXPro")).contains("GTX Pro");
    assertThat(format.known("gtxpro")).contains("gtxpro");
  }

  @Test
  void splitsTags() throws BadValueException {
    var format = format(Format.Type.TAGS, Set.of("none"), Map.of("k8s", "kubernetes"));

    assertThat(format.attribute("kafka; k8s;;kafka ;none"))
        .isEqualTo(AttributeValue.Tags.of("kafka", "kubernetes"));
  }

  @Test
  void rejectsTextThatIsNoAttribute() {
    var format = format(Format.Type.TEXT, Set.of(), Map.of());

    assertThatThrownBy(() -> format.attribute("x".repeat(513)))
        .hasMessage("longer than 512 characters: " + "x".repeat(40) + "… (513)");
  }

  @Test
  void readsWordsAsDeclared() throws BadValueException {
    var format = words(Map.of("Closed Won", "WON", "Closed Lost", "LOST"));

    assertThat(format.word(Field.DEAL_STAGE, "Closed Won")).isEqualTo("WON");
    assertThatThrownBy(() -> format.word(Field.DEAL_STAGE, "closed won"))
        .hasMessage("the mapping has no word for \"closed won\"; did you mean \"Closed Won\"?");
    assertThat(words(Map.of("Won", "WON", "*", "skip")).word(Field.DEAL_STAGE, "Dormant"))
        .isEqualTo("skip");
  }

  @Test
  void readsItsOwnWordsWhereNoneAreDeclared() throws BadValueException {
    assertThat(Format.DEFAULT.word(Field.DEAL_STAGE, "won")).isEqualTo("WON");
    assertThatThrownBy(() -> Format.DEFAULT.word(Field.CHURN_KIND, "won"))
        .hasMessage("\"won\" is none of [CHURNED, REACTIVATED]");
  }

  private static Dates dates(String zone, String... formats) {
    return new Dates(List.of(formats), ZoneId.of(zone), Locale.ENGLISH);
  }

  private static Format ago(Format.Ago unit) {
    return new Format(
        Format.Type.TEXT,
        Set.of(),
        Map.of(),
        Map.of(),
        ";",
        Numbers.DEFAULT,
        Dates.DEFAULT,
        Optional.of(unit),
        false);
  }

  private static Format words(Map<String, String> words) {
    return new Format(
        Format.Type.TEXT,
        Set.of(),
        Map.of(),
        words,
        ";",
        Numbers.DEFAULT,
        Dates.DEFAULT,
        Optional.empty(),
        false);
  }

  private static Format format(Format.Type type, Set<String> unknown, Map<String, String> rename) {
    return new Format(
        type,
        unknown,
        rename,
        Map.of(),
        ";",
        Numbers.DEFAULT,
        Dates.DEFAULT,
        Optional.empty(),
        false);
  }
}
