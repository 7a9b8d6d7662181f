package dev.lodestar.importer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MappingTest {

  private static final String DEALS =
      """
      name: crm
      files:
        deals:
          columns:
            who: {account: id}
            id: {deal: id}
            stage: {deal: stage}
      """;

  @ParameterizedTest
  @MethodSource("examples")
  void understandsTheExamples(Path example) throws IOException, MappingException {
    assertThat(Mapping.read(example).name() + ".yml").isEqualTo(example.getFileName().toString());
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("mappings"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void hasADefaultForAlmostEverything() throws MappingException {
    var mapping = Mapping.parse("crm.yml", DEALS);

    assertThat(mapping.source()).isEqualTo("crm");
    assertThat(mapping.asOf()).isEmpty();
    assertThat(mapping.files().getFirst().pattern()).isEqualTo("deals.csv");
    assertThat(mapping.files().getFirst().uses())
        .extracting(Use::target)
        .containsExactly(Field.ACCOUNT_ID, Field.DEAL_ID, Field.DEAL_STAGE);
    assertThat(mapping.files().getFirst().uses())
        .extracting(Use::format)
        .containsOnly(Format.DEFAULT);
  }

  @Test
  void takesEveryScalarForTextWhateverYamlMakesOfIt() throws MappingException {
    var mapping =
        Mapping.parse(
            "crm.yml",
            DEALS.replace(
                "stage: {deal: stage}",
                "stage: {deal: stage, words: {TRUE: WON, no: LOST, 1: OPENED, 2017-01-01: skip}}"));

    assertThat(mapping.files().getFirst().uses().getLast().format().words())
        .isEqualTo(Map.of("TRUE", "WON", "no", "LOST", "1", "OPENED", "2017-01-01", "skip"));
  }

  @Test
  void letsFilesAndColumnsAddToWhatIsDeclaredForAll() throws MappingException {
    var mapping =
        Mapping.parse(
            "crm.yml",
            """
            name: crm
            unknown: [n/a]
            dates: {formats: [M/d/yyyy], zone: Europe/Berlin}
            files:
              deals:
                unknown: ['-']
                numbers: {decimal: ','}
                columns:
                  who: {account: id, unknown: [nobody]}
                  size: {attribute: size, type: number, group: '.'}
                  seen: {account: observedAt, format: [iso, dd.MM.yyyy]}
            """);

    var uses = mapping.files().getFirst().uses();
    assertThat(uses.get(0).format().unknown()).containsExactlyInAnyOrder("n/a", "-", "nobody");
    assertThat(uses.get(1).format().numbers()).isEqualTo(new Numbers(',', Optional.of('.')));
    assertThat(uses.get(2).format().dates().formats()).containsExactly("iso", "dd.MM.yyyy");
    assertThat(uses.get(2).format().dates().zone()).hasToString("Europe/Berlin");
    assertThat(uses.get(2).format().unknown()).containsExactlyInAnyOrder("n/a", "-");
  }

  @Test
  void readsTimesThatAreMadeUp() throws MappingException {
    var byNumber =
        Mapping.parse(
            "crm.yml",
            DEALS + "    time: {orderBy: id, origin: 100, start: 2015-01-01, step: PT1H}\n");
    var byRow =
        Mapping.parse(
            "crm.yml", DEALS + "    time: {orderBy: rows, start: 2015-01-01, step: P1D}\n");

    Instant start = Instant.parse("2015-01-01T00:00:00Z");
    assertThat(byNumber.files().getFirst().time())
        .contains(
            new RowTime.ByNumber(
                "id", Optional.of(java.math.BigDecimal.valueOf(100)), start, Duration.ofHours(1)));
    assertThat(byRow.files().getFirst().time())
        .contains(new RowTime.ByRow(start, Duration.ofDays(1)));
  }

  @Test
  void readsDatesOfItsOwnAsIsoWhateverTheFilesUse() throws MappingException {
    var mapping =
        Mapping.parse("crm.yml", "asOf: 2024-12-31\ndates: {formats: [dd-MM-yyyy]}\n" + DEALS);

    assertThat(mapping.asOf()).contains(Instant.parse("2024-12-31T00:00:00Z"));
  }

  @Test
  void tellsEveryProblemAtOnceWithItsLine() {
    assertThat(
            problems(
                """
                name: crm
                sorce: sales
                asOf: someday
                files:
                  deals:
                    seperator: ;
                    columns:
                      who: {account: ID}
                      id: {deal: id, attribute: deal}
                      stage: {deal: stage, words: {Won: WONN}}
                      size: {atribute: size}
                      type: {attribute: type, type: nummber}
                      visits: {attribute: visits_30d}
                      date: {deal: closedAt, format: [MM/bb/yyyy]}
                      note: ignored
                """))
        .containsExactly(
            "crm.yml:2: unknown setting sorce; did you mean \"source\"?",
            "crm.yml:3: asOf is not a date such as 2026-01-31: someday",
            "crm.yml:6: unknown setting files.deals.seperator; did you mean \"separator\"?",
            "crm.yml:8: there is no field ID of account; did you mean \"id\"?",
            "crm.yml:9: files.deals.columns.id is more than one of attribute, deal; write a list to use a"
                + " column twice",
            "crm.yml:10: files.deals.columns.stage: \"Won\" cannot mean WONN; did you mean \"WON\"?",
            "crm.yml:11: unknown setting files.deals.columns.size.atribute; did you mean \"attribute\"?",
            "crm.yml:11: files.deals.columns.size does not say what the column is: one of attribute,"
                + " dealAttribute, account, deal, visit, churn, ignore",
            "crm.yml:12: files.deals.columns.type.type must be one of text, number, tags: nummber",
            "crm.yml:13: attribute visits_30d is worked out from visits: choose another name",
            "crm.yml:14: files.deals.columns.date.format is no date format such as M/d/yyyy, iso,"
                + " epochSeconds or epochMillis: Unknown pattern letter: b",
            "crm.yml:15: files.deals.columns.note must be ignore, or {attribute: name} and the like:"
                + " ignored");
  }

  @Test
  void wantsToKnowWhoseRowsTheyAreAndHowDealsTurnedOut() {
    assertThat(
            problems(
                """
                name: crm
                files:
                  deals:
                    columns:
                      size: {deal: amount}
                  visits:
                    columns:
                      who: {account: id}
                      page: {visit: url}
                  empty:
                    file: empty.csv
                """))
        .containsExactly(
            "crm.yml:3: file deals does not say whose rows they are: nothing gives account.id",
            "crm.yml:3: file deals has deals without an id: nothing gives deal.id",
            "crm.yml:3: file deals does not say how deals turned out: nothing gives deal.stage",
            "crm.yml:6: file visits has visits without a time: nothing gives visit.occurredAt",
            "crm.yml:10: file empty gives nothing: map its columns, say lookup: KEY, or leftOut: why");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThat(problems(DEALS + "    join: {produts: id}\n  products: {lookup: product}\n"))
        .containsExactly(
            "crm.yml:3: file deals joins produts, which is not a file with lookup: KEY; did you mean"
                + " \"products\"?");
    assertThat(problems(DEALS + "      a: {attribute: size}\n      b: {attribute: size}\n"))
        .containsExactly("crm.yml:9: attribute size is given by a and by b");
    assertThat(problems(DEALS + "      since: {deal: openedAt, ago: months}\n"))
        .containsExactly("crm.yml:3: file deals needs asOf, the date of the export");
    assertThat(problems(DEALS + "      since: {attribute: since, ago: months}\n"))
        .containsExactly(
            "crm.yml:8: files.deals.columns.since: words and ago are for stages, kinds and dates only");
    assertThat(problems(DEALS + "      kind: {dealAttribute: product}\n"))
        .containsExactly(
            "crm.yml:8: write {deal: product} for the product, which is a deal attribute already");
    assertThat(problems(DEALS + "    set: {deal.reason: '{time}'}\n"))
        .containsExactly("crm.yml:3: file deals names {time}, but has no time");
    assertThat(problems(DEALS + "    time: {orderBy: rows}\n"))
        .containsExactly(
            "crm.yml:8: files.deals.time needs either column, or orderBy, start and step");
  }

  @Test
  void saysWhereAFileIsNotYaml() {
    assertThat(problems("name: crm\nfiles: ["))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("crm.yml:2: not YAML: ");
    assertThat(problems("")).containsExactly("crm.yml is empty");
    assertThat(problems("just a text"))
        .contains(
            "crm.yml:1: a mapping must be a list of names with values, as in \"name: value\"");
    assertThat(problems("name: crm\nname: crm2\nfiles: {}"))
        .containsExactly(
            "crm.yml:2: name is given twice", "crm.yml:3: files must describe at least one file");
    assertThatThrownBy(() -> Mapping.read(Path.of("no-such.yml")))
        .hasMessage("there is no mapping file no-such.yml");
  }

  @Test
  void findsFilesByTheirPattern() throws MappingException {
    var file =
        Mapping.parse("crm.yml", DEALS.replace("columns:", "file: 'export-*.csv'\n    columns:"))
            .files()
            .getFirst();

    assertThat(file.matches("export-2026-01.csv")).isTrue();
    assertThat(file.matches("export-.csv")).isTrue();
    assertThat(file.matches("an export-1.csv")).isFalse();
    assertThat(file.matches("export-1.csv.bak")).isFalse();
    assertThat(file.matches("export-1xcsv")).isFalse();
  }

  private static List<String> problems(String yaml) {
    var thrown = catchThrowableOfType(MappingException.class, () -> Mapping.parse("crm.yml", yaml));
    return thrown == null ? List.of() : thrown.problems();
  }
}
