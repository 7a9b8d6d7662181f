package dev.lodestar.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BacktestCommandTest {

  private static final InstantSource TODAY =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private static final Pattern KEY = Pattern.compile("(?m)^\\| `([A-Za-z.]+)` \\|");

  @TempDir Path temp;

  private final StringWriter said = new StringWriter();

  @BeforeEach
  void writeAHistory() throws IOException {
    var random = new SplittableRandom(1);
    var rows = new StringBuilder("id,region,job,score,outcome\n");
    for (int i = 0; i < 600; i++) {
      boolean north = random.nextBoolean();
      boolean won = random.nextInt(10) < (north ? 7 : 3);
      // Whoever tells a job tends to buy; and the score is made up after the fact.
      String job = random.nextInt(10) < (won ? 9 : 4) ? (north ? "engineer" : "teacher") : "";
      rows.append(
          "%d,%s,%s,%d,%s%n"
              .formatted(i, north ? "north" : "south", job, won ? 9 : 1, won ? "Won" : "Lost"));
    }
    Files.writeString(temp.resolve("deals.csv"), rows);
    Files.writeString(
        temp.resolve("deals.yml"),
        """
        name: deals
        files:
          deals:
            file: deals.csv
            time: {orderBy: rows, start: 2024-01-01, step: PT6H}
            columns:
              id:
                - {account: id}
                - {deal: id}
              region: {attribute: region}
              job: {attribute: job}
              score: {attribute: score}
              outcome: {deal: stage, words: {Won: WON, Lost: LOST}}
        """);
  }

  @Test
  void gradesEveryContenderAndWritesWhatItsReadmeSays() throws IOException {
    assertThat(run("--attributes", "region")).as(said::toString).isZero();

    var json = new ObjectMapper().readTree(temp.resolve("out.json").toFile());
    assertThat(json.path("deals").asInt()).isEqualTo(600);
    var names = new ArrayList<String>();
    json.path("contenders").forEach(c -> names.add(c.path("name").asText()));
    assertThat(names).hasSize(7).startsWith("Lodestar");
    JsonNode own = json.path("contenders").path(0);
    JsonNode baseRate = json.path("contenders").path(1);
    assertThat(own.path("logLoss").asDouble())
        .isLessThan(baseRate.path("logLoss").asDouble() - 0.03);
    assertThat(keys(json)).isEqualTo(documented());
    assertThat(said.toString()).contains("Lodestar", "boosted trees", "at close");
    assertThat(Files.readString(temp.resolve("out.html")))
        .contains("<svg", "Calibration")
        .doesNotContain("<script", "<link", "src=");
  }

  @Test
  void warnsOfAttributesThatKnowTheOutcomeAndOfBlanksThatTell() {
    assertThat(run("--no-peers")).isZero();

    assertThat(said.toString())
        .contains("score alone tells good from bad deals in 100% of pairs")
        .containsPattern("job is unknown of \\d+% of the deals")
        .doesNotContain("region alone", "region is unknown");
  }

  @Test
  void saysWhatIsWrongInOneSentence() {
    assertThat(
            new CommandLine(new BacktestCommand(TODAY))
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(
                    "--mapping=" + temp.resolve("deals.yml"),
                    temp.resolve("nowhere.csv").toString()))
        .isNotZero();
    assertThat(said.toString()).contains("nowhere.csv").doesNotContain("\tat ");
  }

  private int run(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--mapping=" + temp.resolve("deals.yml"),
                "--html=" + temp.resolve("out.html"),
                "--json=" + temp.resolve("out.json")));
    arguments.addAll(List.of(more));
    arguments.add(temp.resolve("deals.csv").toString());
    return new CommandLine(new BacktestCommand(TODAY))
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(arguments.toArray(String[]::new));
  }

  private static Set<String> documented() throws IOException {
    var keys = new TreeSet<String>();
    KEY.matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(k -> keys.add(k.group(1)));
    return keys;
  }

  /// Names of all keys but those of maps by attribute, as `contenders.atClose.logLoss`.
  private static Set<String> keys(JsonNode json) {
    var keys = new TreeSet<String>();
    collect("", json, keys);
    return keys;
  }

  private static void collect(String prefix, JsonNode json, Set<String> keys) {
    if (json.isArray() && json.path(0).isObject()) {
      collect(prefix, json.path(0), keys);
    } else if (json.isObject() && !prefix.equals("importances.")) {
      json.properties()
          .forEach(entry -> {
            keys.add(prefix + entry.getKey());
            collect(prefix + entry.getKey() + ".", entry.getValue(), keys);
          });
    }
  }
}
