package dev.lodestar.query.targeting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.csv.SafeCsv;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetCsvTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+49 30",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "=cmd|' /C calc'!A0"
      })
  void disarmsWhatASpreadsheetWouldRun(String text) {
    assertThat(SafeCsv.harmless(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "retail", "1-2", "a=b", "'quoted", "#1", "é"})
  void leavesOtherTextAlone(String text) {
    assertThat(SafeCsv.harmless(text)).isEqualTo(text);
  }

  @Test
  void leavesNumbersAlone() {
    assertThat(line(Map.of("growth", -3.5), "growth")).endsWith(",-3.5\r\n");
  }

  @Test
  void quotesAsRfc4180Says() {
    assertThat(line(Map.of("name", "He said \"hi\", twice\nover"), "name"))
        .endsWith(",\"He said \"\"hi\"\", twice\nover\"\r\n");
  }

  @Test
  void disarmsTagsAndNames() {
    assertThat(line(Map.of("tags", List.of("+a", "b")), "tags")).endsWith(",'+a; b\r\n");
    assertThat(new String(csv(false, "=x").header(), UTF_8)).endsWith(",'=x\r\n");
  }

  @Test
  void hasAsManyCellsInARowAsInTheHeader() {
    String header = new String(csv(false, "a", "b").header(), UTF_8);

    assertThat(header.split(",")).hasSameSizeAs(line(Map.of("b", "x"), "a", "b").split(",", -1));
  }

  @Test
  void leavesTextToMachinesAsItIs() {
    TargetCsv csv = csv(true, "name");

    String line = new String(csv.rows(List.of(row(Map.of("name", "=1+1")))), UTF_8);

    assertThat(line).endsWith(",=1+1\r\n");
    assertThat(new String(csv(true, "=x").header(), UTF_8)).endsWith(",=x\r\n");
  }

  @Test
  void showsPeopleWhoItIsFirst() {
    TargetCsv csv =
        new TargetCsv(
            Layout.SALES,
            List.of("employees", "operating_model", "industry", "linkedin_url", "company_name"),
            false,
            "https://x/accounts/%s/fit");

    String header = new String(csv.header(), UTF_8);
    String line =
        new String(
            csv.rows(List.of(row(Map.of("company_name", "Umbra", "industry", "retail")))), UTF_8);

    assertThat(header)
        .startsWith("Company name,Linkedin url,Industry,Operating model,Employees,Tier,Score,")
        .endsWith("Account,Why it fits\r\n");
    assertThat(line)
        .isEqualTo(
            "Umbra,,retail,,,A,97,A2,91%,Prospect,1.5,,industry banking,acct-1,"
                + "https://x/accounts/acct-1/fit\r\n");
  }

  private static String line(Map<String, Object> values, String... attributes) {
    return new String(csv(false, attributes).rows(List.of(row(values))), UTF_8);
  }

  private static TargetCsv csv(boolean isForMachines, String... attributes) {
    return new TargetCsv(Layout.FULL, List.of(attributes), isForMachines, "");
  }

  private static TargetRow row(Map<String, Object> values) {
    return new TargetRow(
        "acct-1",
        Tier.A,
        97,
        0.91,
        3,
        NOON,
        List.of("industry banking"),
        Optional.of(Lifecycle.PROSPECT),
        Optional.of(1.5),
        Optional.of("A2"),
        Optional.empty(),
        values);
  }
}
