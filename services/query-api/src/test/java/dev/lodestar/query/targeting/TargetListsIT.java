package dev.lodestar.query.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.lodestar.core.account.AccountPast;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import dev.lodestar.wire.Topics;
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
    write(having(plain, attributes));
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

  /// Never engaged.
  private static AccountView having(
      AccountView plain, SortedMap<String, AttributeValue> attributes) {
    return new AccountView(
        plain.accountId(),
        plain.asOf(),
        attributes,
        plain.lifecycle(),
        plain.lapsedAt(),
        plain.lapseReason(),
        0,
        new Engagement(0, plain.asOf(), Engagement.HALF_LIFE),
        Optional.empty(),
        plain.past());
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
  void beginWithTheMostEngaged() {
    List<JsonNode> all = pages("/profiles/default/accounts?sort=engagement&limit=900");

    assertThat(all).hasSize(ACCOUNTS + 1);
    assertThat(all.stream().map(a -> -a.get("engagement").doubleValue()).toList()).isSorted();
    assertThat(all.getLast().get("engagement").doubleValue()).isZero();
    assertThat(all.getLast().get("accountId").textValue()).isEqualTo(HOSTILE);
    JsonNode never = api.json("/profiles/default/accounts?engagement=4&tier=" + tierOf(HOSTILE));
    assertThat(never.get("items")).hasSize(1);
    assertThat(never.at("/items/0/cell").textValue()).isEqualTo(tierOf(HOSTILE) + "4");
    assertThat(never.get("engagementAt").textValue()).startsWith("2026-03-02T12:");
  }

  private static String tierOf(String account) {
    return api.json("/profiles/default/accounts?status=lapsed")
        .get("items")
        .valueStream()
        .filter(a -> a.get("accountId").textValue().equals(account))
        .map(a -> a.get("tier").textValue())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void addUpInTheGridAndInTheTiers() {
    JsonNode grid = api.json("/profiles/default/grid");
    JsonNode tiers = api.json("/profiles/default/tiers");

    assertThat(grid.get("cells")).hasSize(16);
    assertThat(grid.get("cells").valueStream().mapToInt(c -> c.get("accounts").intValue()).sum())
        .isEqualTo(ACCOUNTS + 1);
    assertThat(grid.get("rule").textValue()).contains("half after 14 days");
    assertThat(grid.at("/grades/1/when").textValue()).isEqualTo("engagement of 1 or more, below 3");
    for (JsonNode tier : tiers.get("tiers")) {
      String name = tier.get("tier").textValue();
      assertThat(
              grid.get("cells")
                  .valueStream()
                  .filter(c -> c.get("tier").textValue().equals(name))
                  .mapToInt(c -> c.get("accounts").intValue())
                  .sum())
          .isEqualTo(tier.get("accounts").intValue());
      assertThat(tier.get("from").doubleValue())
          .isEqualTo(LEARNED.scale().lowestFitOf(Tier.valueOf(name)));
    }
    assertThat(tiers.get("tiers").valueStream().mapToDouble(t -> t.get("accountShare").asDouble()))
        .satisfies(shares ->
            assertThat(shares.stream().mapToDouble(d -> d).sum()).isEqualTo(1, within(1e-5)));
    assertThat(tiers.get("graded").longValue()).isEqualTo(LEARNED.quality().graded());
    assertThat(
            api.json("/profiles/default/grid?status=lapsed")
                .get("cells")
                .valueStream()
                .mapToInt(c -> c.get("accounts").intValue())
                .sum())
        .isEqualTo(1);
  }

  @Test
  void stayAsTheyWereWhileSomebodyReads() {
    api.write(Market.version("moving", 1, Optional.empty(), LEARNED));
    List<AccountView> views = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      AccountView view = MARKET.account("acct-" + i, Lifecycle.PROSPECT);
      views.add(view);
      api.write(Market.fit("moving", 1, LEARNED, view));
    }
    api.awaitJson("/profiles/moving/versions/1");
    LiveApi.await(() -> total("moving") == 60);
    List<String> before =
        pages("/profiles/moving/accounts?limit=60").stream()
            .map(a -> a.get("accountId").textValue())
            .toList();

    JsonNode first = api.json("/profiles/moving/accounts?limit=20");
    for (AccountView view : views.subList(0, 30)) {
      api.write(api.topics().fits(), Topics.accountKey("moving", view.accountId()), null);
    }
    LiveApi.await(() -> total("moving") == 30);
    List<String> seen = new ArrayList<>();
    first.get("items").forEach(a -> seen.add(a.get("accountId").textValue()));
    String cursor = first.get("nextCursor").textValue();
    api.json("/profiles/moving/accounts?limit=1000&cursor=" + cursor)
        .get("items")
        .forEach(a -> seen.add(a.get("accountId").textValue()));

    assertThat(seen).isEqualTo(before);
    assertThat(api.get("/profiles/default/accounts?cursor=" + cursor).statusCode()).isEqualTo(400);
    assertThat(api.get("/profiles/moving/accounts?sort=engagement&cursor=" + cursor).statusCode())
        .isEqualTo(400);
  }

  private static long total(String profileId) {
    JsonNode counts = api.json("/profiles/" + profileId + "/accounts?limit=1").get("counts");
    return counts.valueStream().mapToLong(JsonNode::longValue).sum();
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
  void areLeftAsTheyAreForMachinesAndNamedForPeople() {
    String machine =
        api.get("/profiles/default/accounts?format=csv&status=LAPSED&machine=true").body();
    String sales =
        api.get("/profiles/default/accounts?format=csv&layout=sales&limit=1&attributes=industry")
            .body();

    assertThat(records(machine).getFirst().getField("accountId")).isEqualTo(HOSTILE);
    assertThat(sales).startsWith("Industry,Tier,Score,");
    assertThat(records(sales).getFirst().getField("Why it fits"))
        .startsWith(api.uri("/accounts/acct-").toString());
  }

  @Test
  void comeAsAnAudience() {
    AccountView plain = MARKET.account("reachable", Lifecycle.PROSPECT);
    SortedMap<String, AttributeValue> attributes = new TreeMap<>(plain.attributes());
    attributes.put("email", new AttributeValue.Text("Test@Example.com"));
    api.write(Market.version("reached", 1, Optional.empty(), LEARNED));
    // Known too late to be in the lists of the past.
    write(
        "reached",
        having(plain, attributes).having(AccountPast.from(Market.NOON.plusSeconds(3_600))));
    api.awaitJson("/accounts/reachable");
    LiveApi.await(
        () -> api.get("/profiles/reached/accounts").body().contains("\"accountId\":\"reachable\""));

    HttpResponse<String> file = api.get("/profiles/reached/audience");

    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("reached-audience.csv");
    assertThat(file.body().lines())
        .containsExactly(
            "Email,Phone", "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b,");
    assertThat(api.get("/profiles/reached/audience?region=XX").statusCode()).isEqualTo(400);
    assertThat(api.get("/profiles/reached/audience?engagement=1").body()).hasLineCount(1);
  }

  @Test
  void areAnAudienceWithoutThoseThatAreRuledOutUnlessTheyAreAskedFor() {
    api.write(Market.version("advertised", 1, Optional.empty(), LEARNED));
    for (int i = 0; i < 6; i++) {
      AccountView plain = MARKET.account("advertised-" + i, Lifecycle.PROSPECT);
      SortedMap<String, AttributeValue> attributes = new TreeMap<>(plain.attributes());
      if (i != 1) { // of whom there is nothing to put in a file
        attributes.put("email", new AttributeValue.Text(i + "@example.com"));
      }
      AccountView view =
          having(plain, attributes).having(AccountPast.from(Market.NOON.plusSeconds(3_600)));
      api.write(view);
      List<String> ruledOutBy = i < 2 ? List.of("employees 1–9") : List.of();
      // The best are those that are ruled out, and then the first.
      api.write(fit(view, 0.9 - 0.1 * i, ruledOutBy));
    }
    api.awaitJson("/profiles/advertised/versions/1");
    LiveApi.await(() -> api.json("/profiles/advertised/accounts").get("items").size() == 6);
    LiveApi.await(() -> api.get("/accounts/advertised-5").statusCode() == 200);

    assertThat(audience("")).containsExactly("2", "3", "4", "5");
    assertThat(audience("&limit=2")).containsExactly("2", "3");
    assertThat(audience("&includeDisqualified=true")).containsExactly("0", "2", "3", "4", "5");
    assertThat(audience("&includeDisqualified=true&limit=2")).containsExactly("0", "2");
  }

  /// Whose addresses are in the file, by the letter before the at-sign.
  private static List<String> audience(String parameters) {
    return api.get("/profiles/advertised/audience?hashed=false&columns=E=email:email" + parameters)
        .body()
        .lines()
        .skip(1)
        .map(line -> line.substring(0, 1))
        .toList();
  }

  private static AccountFit fit(AccountView view, double probability, List<String> ruledOutBy) {
    return new AccountFit(
        view.accountId(),
        "advertised",
        1,
        probability,
        50,
        Tier.A,
        Market.NOON,
        ruledOutBy,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,limit,must be a whole number from 1",
    "includeDisqualified=perhaps,includeDisqualified,must be true or false",
    "cursor=x,cursor,is not a parameter here",
    "teir=A,teir,is not a parameter here",
    "format=json,format,is not a parameter here",
    "attributes=name,attributes,is not a parameter here"
  })
  void areNoAudienceWhereAParameterIsNotTaken(String parameter, String field, String rule) {
    HttpResponse<String> response = api.get("/profiles/default/audience?" + parameter);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(LiveApi.json(response).at("/errors/0/field").textValue()).isEqualTo(field);
    assertThat(LiveApi.json(response).at("/errors/0/rule").textValue()).startsWith(rule);
  }

  private static void write(String profileId, AccountView view) {
    api.write(view);
    api.write(Market.fit(profileId, 1, LEARNED, view));
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
    "engagement=5,engagement",
    "sort=name,sort",
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
