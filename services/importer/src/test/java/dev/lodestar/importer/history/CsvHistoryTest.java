package dev.lodestar.importer.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvHistoryTest {

  private static final Path CRM = Path.of("src/test/resources/crm");
  private static final InstantSource TODAY = InstantSource.fixed(Folder.TODAY);

  private static final String DEALS =
      """
      name: crm
      asOf: 2026-01-31
      files:
        deals:
          columns:
            id: {deal: id}
            who: {account: id}
            stage: {deal: stage}
            opened: {deal: openedAt}
            closed: {deal: closedAt}
            amount: {deal: amount}
            size: {attribute: size, type: number}
      """;

  @TempDir Path temp;

  @Test
  void tellsAsEventsWhatTheFilesOfACrmTell() throws IOException, MappingException {
    var history = CsvHistory.read(Mapping.read(CRM.resolve("mapping.yml")), List.of(CRM), TODAY);

    String told =
        history.events().stream().map(CsvHistoryTest::shown).collect(Collectors.joining("\n"));

    assertThat(told + "\n").isEqualTo(Files.readString(CRM.resolve("events.golden.txt")));
  }

  @Test
  void accountsForEveryRow() throws IOException, MappingException {
    var history = CsvHistory.read(Mapping.read(CRM.resolve("mapping.yml")), List.of(CRM), TODAY);

    assertThat(dispositions(history))
        .isEqualTo(
            Map.of(
                "companies.csv", Map.of(Disposition.ACCOUNT, 3L, Disposition.NOTHING, 1L),
                "products.csv", Map.of(Disposition.LOOKUP, 2L),
                "deals.csv",
                    Map.of(
                        Disposition.WON, 2L,
                        Disposition.LOST, 1L,
                        Disposition.OPENED, 2L,
                        Disposition.WITHOUT_ACCOUNT, 1L,
                        Disposition.SKIPPED, 1L),
                "visits.csv", Map.of(Disposition.VISIT, 2L),
                "churn.csv", Map.of(Disposition.CHURNED, 1L, Disposition.REACTIVATED, 1L)));
    assertThat(history.report().rows()).isEqualTo(17);
    assertThat(file(history, "deals.csv").unmatched()).isEqualTo(Map.of("products", 1L));
  }

  @ParameterizedTest
  @MethodSource("fiftySeeds")
  void doesNotDependOnTheOrderOfRows(long seed) throws IOException, MappingException {
    var rows = new ArrayList<String>();
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      // Few deals in many rows, so that rows repeat and contradict each other.
      rows.add(
          "d%d,a%d,%s,2025-01-%02d,2025-02-%02d,%d,%s"
              .formatted(
                  random.nextInt(25),
                  random.nextInt(4),
                  List.of("WON", "LOST", "OPENED", "?").get(random.nextInt(4)),
                  1 + random.nextInt(3),
                  1 + random.nextInt(3),
                  random.nextInt(3) - 1,
                  List.of("", "7", "8", "x").get(random.nextInt(4))));
    }
    var shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);

    CsvHistory first = read(DEALS, "id,who,stage,opened,closed,amount,size", rows);
    List<AccountEvent> events = first.events();
    var counts = dispositions(first);
    CsvHistory second = read(DEALS, "id,who,stage,opened,closed,amount,size", shuffled);

    assertThat(Set.copyOf(second.events())).isEqualTo(Set.copyOf(events)).isNotEmpty();
    assertThat(second.events()).isEqualTo(events);
    assertThat(dispositions(second)).isEqualTo(counts);
  }

  static List<Long> fiftySeeds() {
    return java.util.stream.LongStream.range(0, 50).boxed().toList();
  }

  @Test
  void givesEveryEventAnIdOfItsOwnThatStaysTheSame() throws IOException, MappingException {
    Mapping mapping = Mapping.read(CRM.resolve("mapping.yml"));

    List<String> ids = ids(CsvHistory.read(mapping, List.of(CRM), TODAY).events());
    List<String> idsOfNextYear =
        ids(
            CsvHistory.read(
                    mapping,
                    List.of(CRM),
                    InstantSource.fixed(Folder.TODAY.plusSeconds(31_536_000)))
                .events());

    assertThat(ids).doesNotHaveDuplicates().isEqualTo(idsOfNextYear);
    assertThat(ids).allMatch(id -> id.matches("tiny-crm:(account|visit|deal|churn):[0-9a-f]{32}"));
  }

  @Test
  void rejectsEveryRowThatCannotBeTrueAndSaysWhy() throws IOException, MappingException {
    var folder =
        new Folder(temp)
            .with(
                "deals.csv",
                "id,who,stage,opened,closed,amount,size",
                "d1,acme,WON,2025-01-01,2025-02-01,10,5",
                "d2,,WON,2025-01-01,2025-02-01,10,5",
                ",acme,WON,2025-01-01,2025-02-01,10,5",
                "d4,acme,Wonn,2025-01-01,2025-02-01,10,5",
                "d5,acme,,2025-01-01,2025-02-01,10,5",
                "d6,acme,WON,2025-02-30,2025-02-01,10,5",
                "d7,acme,WON,2025-03-01,2025-02-01,10,5",
                "d8,acme,WON,2025-01-01,2026-02-02,10,5",
                "d9,acme,WON,2025-01-01,,10,5",
                "d10,acme,WON,2025-01-01,2025-02-01,-10,5",
                "d11,acme,WON,2025-01-01,2025-02-01,NaN,5",
                "d12,acme,WON,2025-01-01,2025-02-01,1e300,5",
                "d13,acme,WON,2025-01-01,2025-02-01,10,five",
                "d14,acme,WON,1970-01-01,2025-02-01,10,5",
                "d15,acme,WON,2025-01-01,2025-02-01,10",
                "d16,acme,WON,2025-01-01,2025-02-01,10,\"5",
                "d17,acme,Wonn,yesterday,2025-02-01,ten,5",
                "d18," + "a".repeat(300) + ",WON,2025-01-01,2025-02-01,10,5",
                "d19,acme,LOST,2025-01-01,2025-02-01,10,5");

    var history = folder.read(DEALS);

    assertThat(folder.reasons())
        .containsExactly(
            "3: who is empty",
            "4: id is empty",
            "5: stage: \"Wonn\" is none of [WON, LOST, OPENED, REOPENED]",
            "6: stage is empty",
            "7: opened: not a date as iso: 2025-02-30",
            "8: closed at 2025-02-01T00:00:00Z, before opened at 2025-03-01T00:00:00Z",
            "9: closed: is in the future: 2026-02-02T00:00:00Z",
            "10: closed is empty, so it is unknown when the deal was closed",
            "11: amount: is negative: -10",
            "12: amount: not a number: NaN",
            "13: amount: larger than 1e15: 1e300",
            "14: size: not a number: five",
            "15: opened: is before 1980-01-01T00:00:00Z: 1970-01-01T00:00:00Z",
            "16: 7 columns expected, as in the header, but there are 6",
            "17: a quote is opened and not closed",
            "18: stage: \"Wonn\" is none of [WON, LOST, OPENED, REOPENED]; amount: not a number:"
                + " ten; opened: not a date as iso: yesterday",
            "19: accountId is longer than 256 characters: \"%s…\" of 300 characters"
                .formatted("a".repeat(64)));
    assertThat(folder.rejects().getFirst())
        .isEqualTo(
            new Reject("deals.csv", 3, "who is empty", "d2,,WON,2025-01-01,2025-02-01,10,5"));
    assertThat(dispositions(history))
        .isEqualTo(
            Map.of(
                "deals.csv",
                Map.of(Disposition.WON, 1L, Disposition.LOST, 1L, Disposition.REJECTED, 17L)));
  }

  @Test
  void countsOneOfSeveralRowsAboutTheSameDeal() throws IOException, MappingException {
    var history =
        new Folder(temp)
            .with(
                "deals.csv",
                "id,who,stage,opened,closed,amount,size",
                "d1,acme,LOST,2025-01-01,2025-02-01,10,",
                "d1,acme,WON,2025-01-01,2025-02-03,10,",
                "d1,acme,WON,2025-01-01,2025-02-03,10,",
                "d1,acme,LOST,2025-01-01,2025-02-02,10,",
                "d2,acme,LOST,2025-01-01,2025-02-01,10,")
            .read(DEALS);

    assertThat(history.events()).hasSize(2);
    assertThat(dispositions(history).get("deals.csv"))
        .isEqualTo(
            Map.of(
                Disposition.WON, 1L,
                Disposition.LOST, 1L,
                Disposition.SUPERSEDED, 2L,
                Disposition.DUPLICATE, 1L));
    assertThat(history.events())
        .extracting(event -> ((DealReported) event).stage().name())
        .containsExactly("LOST", "WON");
  }

  @Test
  void takesRowsOfOneDealForItsHistoryWhereTheyAreNumbered() throws IOException, MappingException {
    String numbered =
        DEALS.replace("size: {attribute: size, type: number}", "size: {deal: revision}");
    var history =
        new Folder(temp)
            .with(
                "deals.csv",
                "id,who,stage,opened,closed,amount,size",
                "d1,acme,OPENED,2025-01-01,,10,1",
                "d1,acme,WON,2025-01-01,2025-02-03,10,2",
                "d1,acme,WON,2025-01-01,2025-02-03,12,2")
            .read(numbered);

    assertThat(history.events()).hasSize(2);
    assertThat(dispositions(history).get("deals.csv")).containsEntry(Disposition.SUPERSEDED, 1L);
  }

  @Test
  void tellsOfAnAccountOnceThatManyRowsDescribeAlike() throws IOException, MappingException {
    var history =
        new Folder(temp)
            .with(
                "deals.csv",
                "id,who,stage,opened,closed,amount,size",
                "d1,acme,WON,2025-01-01,2025-02-01,10,5",
                "d2,acme,LOST,2025-01-01,2025-02-01,10,5",
                "d3,acme,LOST,2025-01-02,2025-02-01,10,5",
                "d4,bolt,LOST,2025-01-02,2025-02-01,10,")
            .read(DEALS);

    assertThat(history.events().stream().filter(AttributesObserved.class::isInstance))
        .extracting(AccountEvent::occurredAt)
        .containsExactly(
            Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2025-01-02T00:00:00Z"));
  }

  @Test
  void tellsOfAccountDealAndChurnWhereOneRowHoldsThemAll() throws IOException, MappingException {
    var history =
        new Folder(temp)
            .with("customers.csv", "id,months,plan,left", "a,3,gold,Yes", "b,20,silver,No")
            .read(
                """
                name: telco
                asOf: 2026-01-01
                files:
                  customers:
                    set:
                      deal.id: contract-{id}
                      deal.stage: WON
                    columns:
                      id: {account: id}
                      months: [{deal: openedAt, ago: months}, {deal: closedAt, ago: months}]
                      plan: {attribute: plan}
                      left: {churn: kind, words: {Yes: CHURNED, No: none}}
                """);

    assertThat(history.events().stream().map(CsvHistoryTest::shown))
        .containsExactly(
            "AttributesObserved b 2024-05-01T00:00:00Z {plan=silver}",
            "DealReported b 2024-05-01T00:00:00Z contract-b WON opened 2024-05-01T00:00:00Z closed"
                + " 2024-05-01T00:00:00Z",
            "AttributesObserved a 2025-10-01T00:00:00Z {plan=gold}",
            "DealReported a 2025-10-01T00:00:00Z contract-a WON opened 2025-10-01T00:00:00Z closed"
                + " 2025-10-01T00:00:00Z",
            "ChurnReported a 2026-01-01T00:00:00Z CHURNED effective 2026-01-01T00:00:00Z");
    assertThat(dispositions(history).get("customers.csv")).isEqualTo(Map.of(Disposition.WON, 2L));
  }

  @Test
  void makesTimeOfTheOrderOfAColumn() throws IOException, MappingException {
    String leads =
        """
        name: leads
        files:
          leads:
            time: {orderBy: number, start: 2015-01-01, step: PT1H}
            set: {deal.id: "lead-{number}"}
            columns:
              person: {account: id}
              converted: {deal: stage, words: {1: WON, 0: LOST}}
        """;
    var folder =
        new Folder(temp)
            .with(
                "leads.csv",
                "number,person,converted",
                "900,c,1",
                "17,a,0",
                "9e2,x,0",
                "200,b,1",
                "z,d,0");

    var byRank = folder.read(leads);
    assertThat(folder.reasons()).containsExactly("6: number: not a number: z");
    assertThat(times(byRank))
        .isEqualTo(
            Map.of(
                "a", "2015-01-01T00:00:00Z",
                "b", "2015-01-01T01:00:00Z",
                "c", "2015-01-01T02:00:00Z",
                "x", "2015-01-01T02:00:00Z"));

    var byDistance = folder.read(leads.replace("number, start", "number, origin: 10, start"));
    assertThat(times(byDistance))
        .containsEntry("a", "2015-01-01T07:00:00Z")
        .containsEntry("b", "2015-01-08T22:00:00Z");

    var byRow = folder.read(leads.replace("orderBy: number", "orderBy: rows"));
    assertThat(times(byRow))
        .containsEntry("c", "2015-01-01T00:00:00Z")
        .containsEntry("d", "2015-01-01T04:00:00Z");
  }

  @Test
  void takesTheTimeOfARowFromAColumn() throws IOException, MappingException {
    var history =
        new Folder(temp)
            .with("leads.csv", "day,person,converted", "31.12.2015,c,WON")
            .read(
                """
                name: leads
                files:
                  leads:
                    time: {column: day, format: dd.MM.yyyy}
                    set: {deal.id: "{person}-{time}"}
                    columns:
                      person: {account: id}
                      converted: {deal: stage}
                """);

    assertThat(((DealReported) history.events().getFirst()).dealId())
        .isEqualTo("c-2015-12-31T00:00:00Z");
    assertThat(history.events().getFirst().occurredAt()).isEqualTo("2015-12-31T00:00:00Z");
    assertThat(history.report().files().getFirst().notMapped()).isEmpty();
  }

  @Test
  void saysWhichColumnsDoNotExistAndWhatMayBeMeant() {
    var folder = new Folder(temp).with("deals.csv", "id,who,Stage,opened_at,closed,amount,size");

    assertThatThrownBy(() -> folder.read(DEALS.replace("size: {", "sizes: {")))
        .hasMessage(
            """
            test.yml:8: column "stage" of deals.csv does not exist; did you mean "Stage"?
            test.yml:9: column "opened" of deals.csv does not exist; did you mean "opened_at"?
            test.yml:12: column "sizes" of deals.csv does not exist; did you mean "size"?\
            """);
  }

  @Test
  void listsColumnsThatTheMappingDoesNotName() throws IOException, MappingException {
    var history =
        new Folder(temp)
            .with(
                "deals.csv",
                "id,who,stage,opened,closed,amount,size,owner,phase",
                "d,a,WON,2025-01-01,2025-01-02,1,2,x,y")
            .read(DEALS);

    assertThat(history.report().files().getFirst().notMapped()).containsExactly("owner", "phase");
  }

  @Test
  void refusesAColumnThatIsThereTwice() {
    var folder = new Folder(temp).with("deals.csv", "id,who,stage,opened,closed,amount,size,id");

    assertThatThrownBy(() -> folder.read(DEALS))
        .hasMessage("test.yml:4: deals.csv has two columns \"id\"");
  }

  @Test
  void wantsEveryFileItsMappingNames() {
    Mapping mapping = mapping(Path.of("src/test/resources/crm/mapping.yml"));

    assertThatThrownBy(() -> CsvHistory.read(mapping, List.of(CRM.resolve("deals.csv")), TODAY))
        .hasMessageContaining("companies is missing: name companies.csv, or the folder it is in")
        .hasMessageContaining("churn is missing")
        .hasMessageNotContaining("visits is missing");
    assertThatThrownBy(() -> CsvHistory.read(mapping, List.of(CRM, Path.of("pom.xml")), TODAY))
        .hasMessage(
            "pom.xml is none of the files of mapping.yml: companies.csv, products.csv, deals.csv,"
                + " visits.csv, churn.csv");
  }

  @Test
  void takesASingleFileOfAnyNameForTheSingleFileOfItsMapping()
      throws IOException, MappingException {
    Path file = temp.resolve("Export (3).csv");
    Files.writeString(file, "id,who,stage,opened,closed,amount,size\nd,a,WON,,2025-01-02,1,2\n");

    var history = CsvHistory.read(Mapping.parse("test.yml", DEALS), List.of(file), TODAY);

    assertThat(history.report().count(Disposition.WON)).isEqualTo(1);
  }

  @Test
  void readsAllFilesOfAPattern() throws IOException, MappingException {
    var history =
        new Folder(temp)
            .with(
                "deals-1.csv", "id,who,stage,opened,closed,amount,size", "d,a,LOST,,2025-01-02,1,2")
            .with(
                "deals-2.csv", "who,id,stage,opened,closed,amount,size", "a,d,WON,,2025-01-03,1,2")
            .with("note.txt", "nothing")
            .read(DEALS.replace("  deals:\n", "  deals:\n    file: deals-*.csv\n"));

    assertThat(history.report().files())
        .extracting(FileReport::file)
        .containsExactly("deals-1.csv", "deals-2.csv");
    assertThat(history.report().count(Disposition.SUPERSEDED)).isEqualTo(1);
    assertThat(history.report().count(Disposition.WON)).isEqualTo(1);
    assertThat(history.report().notUsed())
        .extracting(Path::getFileName)
        .extracting(Path::toString)
        .containsExactly("note.txt");
  }

  @Test
  void noticesThatFilesChangedWhileTheyWereRead() throws IOException, MappingException {
    var folder =
        new Folder(temp)
            .with("deals.csv", "id,who,stage,opened,closed,amount,size", "d,a,WON,,2025-01-02,1,2");
    var history = folder.read(DEALS);

    folder.with("deals.csv", "id,who,stage,opened,closed,amount,size", "d,a,LOST,,2025-01-02,1,2");

    assertThatThrownBy(history::events)
        .isInstanceOf(IOException.class)
        .hasMessage("the files changed while they were read: import them again");
  }

  @ParameterizedTest
  @MethodSource("fourTimesFiftySeeds")
  void survivesDamageAndStillAccountsForEveryRow(long seed) throws IOException, MappingException {
    var random = new Random(seed);
    byte[] bytes = Files.readAllBytes(CRM.resolve("deals.csv"));
    int header = new String(bytes, UTF_8).indexOf('\n') + 1;
    for (int i = random.nextInt(1 + (int) seed % 40); i >= 0; i--) {
      bytes[header + random.nextInt(bytes.length - header)] = damage(random);
    }
    var folder = new Folder(temp);
    for (String file : List.of("companies.csv", "products.csv", "visits.csv", "churn.csv")) {
      folder.with(file, Files.readAllBytes(CRM.resolve(file)));
    }
    folder.with("deals.csv", bytes);

    var history = folder.read(Files.readString(CRM.resolve("mapping.yml")));
    var events = history.events();

    FileReport deals = file(history, "deals.csv");
    assertThat(deals.dispositions().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(deals.rows());
    assertThat(deals.count(Disposition.REJECTED)).isEqualTo(folder.rejects().size());
    assertThat(deals.closedDeals() + deals.count(Disposition.OPENED))
        .isEqualTo(events.stream().filter(DealReported.class::isInstance).count());
  }

  static List<Long> fourTimesFiftySeeds() {
    return java.util.stream.LongStream.range(0, 200).boxed().toList();
  }

  private static byte damage(Random random) {
    byte[] likely = ",\"\n\r;\0 19/-e".getBytes(UTF_8);
    return random.nextInt(4) == 0
        ? (byte) random.nextInt(256)
        : likely[random.nextInt(likely.length)];
  }

  private CsvHistory read(String mapping, String header, List<String> rows)
      throws IOException, MappingException {
    var lines = new ArrayList<String>();
    lines.add(header);
    lines.addAll(rows);
    return new Folder(temp).with("deals.csv", lines.toArray(String[]::new)).read(mapping);
  }

  private static Mapping mapping(Path file) {
    try {
      return Mapping.read(file);
    } catch (IOException | MappingException e) {
      throw new AssertionError(e);
    }
  }

  private static FileReport file(CsvHistory history, String name) {
    return history.report().files().stream()
        .filter(file -> file.file().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static Map<String, Map<Disposition, Long>> dispositions(CsvHistory history) {
    return history.report().files().stream()
        .collect(Collectors.toMap(FileReport::file, FileReport::dispositions));
  }

  private static List<String> ids(List<AccountEvent> events) {
    return events.stream().map(AccountEvent::eventId).toList();
  }

  private static Map<String, String> times(CsvHistory history) throws IOException {
    var times = new TreeMap<String, String>();
    history.events().forEach(e -> times.put(e.accountId(), e.occurredAt().toString()));
    return times;
  }

  private static String shown(AccountEvent event) {
    String origin =
        "%s %s %s "
            .formatted(event.getClass().getSimpleName(), event.accountId(), event.occurredAt());
    return switch (event) {
      case AttributesObserved e -> {
        var known = new TreeMap<String, Object>();
        e.attributes().forEach((name, value) -> known.put(name, plain(value.orElseThrow())));
        yield origin + known;
      }
      case AccountEvent.SiteVisited e ->
          origin
              + e.path()
              + e.utm().source().map(s -> " from " + s).orElse("")
              + e.duration().map(d -> " for " + d).orElse("");
      case DealReported e -> {
        var text = new StringBuilder(origin + e.dealId() + " " + e.stage());
        e.product().ifPresent(p -> text.append(" of ").append(p));
        e.amount().ifPresent(a -> text.append(" for ").append(a));
        e.openedAt().ifPresent(t -> text.append(" opened ").append(t));
        e.closedAt().ifPresent(t -> text.append(" closed ").append(t));
        e.reason().ifPresent(r -> text.append(" because ").append(r.replace('\n', '/')));
        e.attributes().forEach((n, v) -> text.append(' ').append(n).append('=').append(plain(v)));
        yield text.toString();
      }
      case ChurnReported e ->
          origin
              + e.kind()
              + e.reason().map(r -> " because " + r).orElse("")
              + " effective "
              + e.effectiveAt();
      case AccountEvent.AccountErased _, AccountEvent.AccountMerged _ -> origin;
    };
  }

  private static Object plain(dev.lodestar.core.account.AttributeValue value) {
    return switch (value) {
      case dev.lodestar.core.account.AttributeValue.Text(String text) -> text;
      case dev.lodestar.core.account.AttributeValue.Quantity(double number) -> number;
      case dev.lodestar.core.account.AttributeValue.Tags(var tags) -> tags;
    };
  }
}
