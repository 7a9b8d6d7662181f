package dev.lodestar.query.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetListsIT {

  private static final int ACCOUNTS = 3_000;
  private static final String HOSTILE = "=HYPERLINK(\"http://evil\",\"x\")";

  private static final Market MARKET = new Market(4);
  private static final LearnedProfile LEARNED =
      Market.learned(ProfileDefinition.withDefaults("default"), MARKET.deals(300));

  private static LiveApi api;

  @BeforeAll
  static void scoreAccounts() {
    api = LiveApi.start();
    api.write(Market.version("default", 1, Optional.empty(), LEARNED));
    for (int i = 0; i < ACCOUNTS; i++) {
      Lifecycle status = i % 10 == 0 ? Lifecycle.CUSTOMER : Lifecycle.PROSPECT;
      write(MARKET.account("acct-" + i, status));
    }
    AccountView plain = MARKET.account(HOSTILE, Lifecycle.LAPSED);
    SortedMap<String, AttributeValue> attributes = new TreeMap<>(plain.attributes());
    attributes.put("name", new AttributeValue.Text("@SUM(1+1)*cmd|' /C calc'!A0"));
    write(
        new AccountView(
            HOSTILE,
            plain.asOf(),
            attributes,
            plain.lifecycle(),
            plain.lapsedAt(),
            plain.lapseReason(),
            0,
            new Engagement(0, plain.asOf(), Engagement.HALF_LIFE),
            Optional.empty(),
            plain.past()));
    LiveApi.await(() -> counted() == ACCOUNTS + 1);
    api.awaitJson("/profiles/default/versions/1");
    LiveApi.await(() -> api.get("/accounts/acct-" + (ACCOUNTS - 1)).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void showsWhatWasTrueThen() {
    api.write(Market.version("then", 1, Optional.empty(), LEARNED));
    api.awaitJson("/profiles/then/versions/1");
    String asOf = Market.NOON.plusSeconds(1).toString();

    JsonNode list = api.json("/profiles/then/accounts?limit=1000&asOf=" + asOf);

    assertThat(list.get("items")).hasSize(1_000);
    JsonNode now = api.json("/profiles/default/accounts?limit=1000");
    for (int i = 0; i < 1_000; i++) {
      JsonNode then = list.at("/items/" + i);
      assertThat(then.get("accountId")).isEqualTo(now.at("/items/" + i + "/accountId"));
      assertThat(then.get("probability")).isEqualTo(now.at("/items/" + i + "/probability"));
      assertThat(then.get("attributes")).isEqualTo(now.at("/items/" + i + "/attributes"));
      assertThat(then.has("status")).isFalse();
    }
    assertThat(list.get("asOf").textValue()).isEqualTo(asOf);
    assertThat(list.get("counts")).isEqualTo(now.get("counts"));
    assertThat(api.get("/profiles/then/accounts?format=csv&limit=3&asOf=" + asOf).body().lines())
        .hasSize(4);
    assertThat(api.get("/profiles/then/accounts?asOf=" + Market.NOON).statusCode()).isEqualTo(404);
    assertThat(api.get("/profiles/then/accounts?status=PROSPECT&asOf=" + asOf).body())
        .contains("is not kept of times past");
  }

  private static void write(AccountView view) {
    api.write(view);
    api.write(Market.fit("default", 1, LEARNED, view));
  }

  private static long counted() {
    HttpResponse<String> page = api.get("/profiles/default/accounts?limit=1");
    return page.statusCode() == 200
        ? Stream.of("A", "B", "C", "D")
            .mapToLong(tier -> LiveApi.json(page).at("/counts/" + tier).longValue())
            .sum()
        : 0;
  }

  @Test
  void listEveryAccountOnceBestFirst() {
    List<JsonNode> all = pages("/profiles/default/accounts?limit=700");

    assertThat(all).hasSize(ACCOUNTS + 1);
    assertThat(all.stream().map(a -> a.get("accountId").textValue())).doesNotHaveDuplicates();
    assertThat(all.stream().map(a -> a.get("tier").textValue())).isSorted();
    List<Double> ofA =
        all.stream()
            .filter(a -> a.get("tier").textValue().equals("A"))
            .map(a -> -a.get("probability").doubleValue())
            .toList();
    assertThat(ofA).isNotEmpty().isSorted();
  }

  @Test
  void listOneTierAndStatus() {
    List<JsonNode> targets = pages("/profiles/default/accounts?tier=b&status=customer&limit=13");

    assertThat(targets).isNotEmpty();
    assertThat(targets)
        .allSatisfy(target -> {
          assertThat(target.get("tier").textValue()).isEqualTo("B");
          assertThat(target.get("status").textValue()).isEqualTo("CUSTOMER");
          assertThat(target.get("version").intValue()).isEqualTo(1);
        });
  }

  @Test
  void showTheAttributesThatMatterOrThoseAskedFor() {
    JsonNode usual = api.json("/profiles/default/accounts?limit=1").at("/items/0/attributes");
    JsonNode asked =
        api.json("/profiles/default/accounts?limit=1&attributes=industry,nothing")
            .at("/items/0/attributes");

    assertThat(usual.has("industry") && usual.has("technologies")).isTrue();
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"'?format=csv',", "'',text/csv", "'?limit=5000&format=csv',application/json"})
  void comeAsCsvWhole(String query, String accept) {
    HttpResponse<String> response =
        accept == null
            ? api.get("/profiles/default/accounts" + query)
            : api.get("/profiles/default/accounts" + query, "Accept", accept);

    List<NamedCsvRecord> records = records(response.body());
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("default.csv");
    assertThat(records).hasSize(ACCOUNTS + 1);
    assertThat(records.getFirst().getHeader())
        .startsWith("accountId", "tier", "score")
        .contains("industry");
  }

  @Test
  void areHarmlessInASpreadsheet() {
    HttpResponse<String> response =
        api.get("/profiles/default/accounts?format=csv&status=LAPSED&attributes=name");

    List<NamedCsvRecord> records = records(response.body());

    assertThat(records).hasSize(1);
    assertThat(records.getFirst().getField("accountId")).isEqualTo("'" + HOSTILE);
    assertThat(records.getFirst().getField("name")).startsWith("'@SUM");
  }

  @Test
  void agreeAsJsonAndAsCsv() {
    List<JsonNode> json = pages("/profiles/default/accounts?tier=A&limit=1000");
    List<NamedCsvRecord> csv =
        records(api.get("/profiles/default/accounts?tier=A&format=csv").body());

    assertThat(csv.stream().map(r -> r.getField("score")).toList())
        .isEqualTo(json.stream().map(a -> a.get("score").asText()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "tier=E,tier",
    "status=gone,status",
    "limit=0,limit",
    "limit=1001,limit",
    "cursor=x,cursor",
    "format=xml,format",
    "limit=ten,limit"
  })
  void nameTheParameterThatBreaksARule(String parameter, String field) {
    HttpResponse<String> response = api.get("/profiles/default/accounts?" + parameter);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(LiveApi.json(response).at("/errors/0/field").textValue()).isEqualTo(field);
  }

  @Test
  void refuseTheCursorOfAnotherList() {
    api.write(Market.version("default", 2, Optional.of(LEARNED), LEARNED));
    api.awaitJson("/profiles/default/versions/2");
    String cursor = api.json("/profiles/default/versions?limit=1").get("nextCursor").textValue();

    assertThat(api.get("/profiles/default/accounts?cursor=" + cursor).statusCode()).isEqualTo(400);
  }

  @Test
  void areEmptyForAProfileWithoutScores() {
    api.put("/profiles/unscored/definition", "{}");

    JsonNode page = api.json("/profiles/unscored/accounts");

    assertThat(page.get("items")).isEmpty();
    assertThat(page.at("/counts/A").intValue()).isZero();
    assertThat(api.get("/profiles/nobody/accounts").statusCode()).isEqualTo(404);
  }

  private static List<JsonNode> pages(String path) {
    List<JsonNode> all = new ArrayList<>();
    for (String next = path; !next.isEmpty(); ) {
      JsonNode page = api.json(next);
      page.get("items").forEach(all::add);
      next = page.has("nextCursor") ? path + "&cursor=" + page.get("nextCursor").textValue() : "";
    }
    return all;
  }

  private static List<NamedCsvRecord> records(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }
}
