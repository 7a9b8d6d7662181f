package dev.lodestar.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {

  private static final String CRM = "src/test/resources/crm";
  private static final InstantSource TODAY =
      InstantSource.fixed(Instant.parse("2026-02-01T12:00:00Z"));

  @TempDir Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysColumnByColumnWhatItWouldReadAndSend() throws IOException {
    int exit = run("--mapping", CRM + "/mapping.yml", "--dry-run", CRM);

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).isEqualTo(Files.readString(Path.of(CRM, "dry-run.golden.txt")));
    assertThat(exit).isZero();
    assertThat(rejects()).doesNotExist();
  }

  @Test
  void writesRowsItCannotUseToAFileAndGoesOn() throws IOException {
    Files.writeString(
        temp.resolve("deals.csv"),
        """
        id,who,stage,amount
        d1,acme,WON,5
        d2,acme,WON,-5
        d3,"ac,me",WOON,5
        d4,bolt,LOST,
        """);
    Files.writeString(temp.resolve("deals.yml"), mapping());

    int exit =
        run("-m", temp.resolve("deals.yml").toString(), "--dry-run", "-q", temp + "/deals.csv");

    assertThat(exit).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEqualTo("2 rows rejected, see %s%n".formatted(rejects()));
    assertThat(Files.readString(rejects()).lines())
        .containsExactly(
            "file,line,reason,row",
            "deals.csv,3,amount: is negative: -5,\"d2,acme,WON,-5\"",
            "deals.csv,4,\"stage: \"\"WOON\"\" is none of [WON, LOST, OPENED, REOPENED]\",\"d3,\"\"ac,me\"\",WOON,5\"");
  }

  @Test
  void removesTheRejectsOfAnEarlierImport() throws IOException {
    Files.writeString(rejects(), "of last week");

    run("--mapping", CRM + "/mapping.yml", "--dry-run", "--quiet", CRM);

    assertThat(rejects()).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithAMappingAndSendsNothing() throws IOException {
    Files.writeString(temp.resolve("deals.csv"), "id,who,stagge,amount\n");
    Files.writeString(temp.resolve("deals.yml"), mapping());

    int exit = run("-m", temp.resolve("deals.yml").toString(), temp.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "deals.yml:8: column \"stage\" of deals.csv does not exist; did you mean \"stagge\"?%n"
                .formatted());
  }

  @Test
  void saysThatAFileIsNotThereOrNoCsv() throws IOException {
    Files.writeString(temp.resolve("deals.yml"), mapping());

    assertThat(run("-m", temp.resolve("deals.yml").toString(), temp + "/deals.csv")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("there is no file %s/deals.csv%n".formatted(temp));

    Files.write(temp.resolve("deals.csv"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThat(run("-m", temp.resolve("deals.yml").toString(), temp + "/deals.csv")).isEqualTo(2);
    assertThat(err.toString()).endsWith("save it as \"CSV UTF-8\"%n".formatted());
  }

  @Test
  void wantsAMappingAndFiles() {
    assertThat(run("deals.csv")).isEqualTo(2);
    assertThat(err.toString()).startsWith("Missing required option: '--mapping=FILE'");

    assertThat(run("--mapping", CRM + "/mapping.yml")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter: 'CSV'");
  }

  @Test
  void saysInOneSentenceThatTheBrokerIsAway() {
    int exit = run("-m", CRM + "/mapping.yml", "-q", "--bootstrap-servers", "localhost:1", CRM);

    assertThat(exit).isEqualTo(3);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("No Kafka broker answers at localhost:1 (")
        .endsWith("start one with ./lodestar up, or name another with --bootstrap-servers.");
  }

  private static String mapping() {
    return """
    name: deals
    asOf: 2026-01-01
    files:
      deals:
        columns:
          id: {deal: id}
          who: {account: id}
          stage: {deal: stage}
          amount: {deal: amount}
        set: {deal.closedAt: "{asOf}"}
    """;
  }

  private Path rejects() {
    return temp.resolve("rejects.csv");
  }

  private int run(String... arguments) {
    return new CommandLine(new ImportCommand(TODAY))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            java.util.stream.Stream.concat(
                    java.util.Arrays.stream(arguments),
                    java.util.stream.Stream.of("--rejects", rejects().toString()))
                .toArray(String[]::new));
  }
}
