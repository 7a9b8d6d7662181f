package dev.lodestar.query.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.core.account.AccountPast;
import dev.lodestar.core.account.AccountPast.Change;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitIT {

  private static final Market MARKET = new Market(2);
  private static final List<Observation> DEALS = MARKET.deals(500);
  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("default");
  private static final LearnedProfile EARLY = Market.learned(DEFINITION, DEALS.subList(0, 80));
  private static final LearnedProfile LATE = Market.learned(DEFINITION, DEALS);

  private static LiveApi api;

  @BeforeAll
  static void publishTwoVersions() {
    api = LiveApi.start();
    api.write(Market.version("default", 1, Optional.empty(), EARLY));
    api.write(Market.version("default", 2, Optional.of(EARLY), LATE));
    api.awaitJson("/profiles/default/versions/2");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static AccountView account(String id) {
    AccountView view = MARKET.account(id, Lifecycle.PROSPECT);
    api.write(view);
    api.awaitJson("/accounts/" + encoded(id));
    return view;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  @Test
  void isThatOfTheLearner() {
    AccountView view = account("acct-1");
    Fit expected = Fitting.of(LATE.posterior(), LATE.scale(), view.attributes());

    JsonNode fit = api.json("/accounts/acct-1/fit");

    assertThat(fit.get("probability").doubleValue()).isEqualTo(expected.probability());
    assertThat(fit.get("score").intValue()).isEqualTo(expected.score());
    assertThat(fit.get("tier").textValue()).isEqualTo(expected.tier().name());
    assertThat(fit.get("standardError").doubleValue()).isEqualTo(expected.standardError());
    assertThat(fit.get("profileId").textValue()).isEqualTo("default");
    assertThat(fit.get("version").intValue()).isEqualTo(2);
    assertThat(fit.get("asOf").textValue()).isEqualTo(LATE.asOf().toString());
    assertThat(fit.get("accountAsOf").textValue()).isEqualTo(Market.NOON.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void givesReasonsThatSumToTheLogOddsToTheLastDigit(int n) throws Exception {
    account("sum-" + n);
    for (String version : List.of("1", "2")) {
      // As decimals: what a reader with a pocket calculator would add up.
      JsonNode fit =
          new ObjectMapper()
              .enable(
                  com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readTree(api.get("/accounts/sum-" + n + "/fit?version=" + version).body());
      BigDecimal sum = fit.get("averageLogOdds").decimalValue();
      for (JsonNode reason : fit.get("reasons")) {
        sum = sum.add(reason.get("weight").decimalValue());
      }
      assertThat(sum).isEqualByComparingTo(fit.get("logOdds").decimalValue());
    }
  }

  @Test
  void isTheSameForAnAccountAndForItsAttributes() {
    account("acct-2");
    JsonNode account = api.json("/accounts/acct-2");
    JsonNode byId = api.json("/accounts/acct-2/fit");

    JsonNode byAttributes =
        LiveApi.json(api.post("/fit", "{\"attributes\":" + account.get("attributes") + "}"));

    assertThat(byAttributes.get("reasons")).isEqualTo(byId.get("reasons"));
    assertThat(byAttributes.get("logOdds")).isEqualTo(byId.get("logOdds"));
    assertThat(byAttributes.has("accountId")).isFalse();
  }

  @Test
  void canBeAskedUnderAnEarlierVersion() {
    AccountView view = account("acct-3");
    Fit expected = Fitting.of(EARLY.posterior(), EARLY.scale(), view.attributes());

    JsonNode fit = api.json("/accounts/acct-3/fit?profile=default&version=1");

    assertThat(fit.get("version").intValue()).isEqualTo(1);
    assertThat(fit.get("logOdds").doubleValue()).isEqualTo(expected.logOdds());
  }

  @Test
  void isWhatItWasAtTheTime() {
    AccountView is = MARKET.account("mover", Lifecycle.PROSPECT);
    SortedMap<String, List<Change>> changes = new TreeMap<>();
    changes.put(
        "industry",
        List.of(change(0, "banking"), change(1_500, "mining"), change(5_000, "retail")));
    changes.put("employees", List.of(change(4_000, "seen later")));
    api.write(is.having(new AccountPast(Market.NOON, changes)));
    api.awaitJson("/accounts/mover");
    SortedMap<String, AttributeValue> then = new TreeMap<>(is.attributes());
    then.put("industry", new AttributeValue.Text("mining"));
    then.remove("employees");
    Fit expected = Fitting.of(EARLY.posterior(), EARLY.scale(), then);

    JsonNode fit = api.json("/accounts/mover/fit?asOf=" + Market.NOON.plusMillis(1_999));

    assertThat(fit.get("version").intValue()).isEqualTo(1);
    assertThat(fit.get("logOdds").doubleValue()).isEqualTo(expected.logOdds());
    assertThat(fit.get("forgotten").toString()).isEqualTo("[\"employees\"]");
    assertThat(fit.get("unknown").toString()).contains("employees");
    assertThat(api.json("/accounts/mover/fit?asOf=" + Market.NOON.plusSeconds(2)).get("version"))
        .hasToString("2");
    assertThat(api.json("/accounts/mover/fit").has("forgotten")).isFalse();
  }

  @Test
  void isRefusedBeforeTheAccountWasKnown() {
    AccountView is = MARKET.account("newcomer", Lifecycle.PROSPECT);
    api.write(is.having(AccountPast.from(Market.NOON.plusSeconds(9))));
    api.awaitJson("/accounts/newcomer");

    HttpResponse<String> before = api.get("/accounts/newcomer/fit?asOf=2026-03-02T12:00:08Z");
    HttpResponse<String> both =
        api.get("/accounts/newcomer/fit?version=1&asOf=2026-03-02T12:00:08Z");

    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(before.body()).contains("its first event occurred at 2026-03-02T12:00:09Z");
    assertThat(both.statusCode()).isEqualTo(400);
    assertThat(both.body()).contains("version must be absent");
  }

  @Test
  void canBeAskedOfAttributesUnderTheVersionOfTheTime() {
    String body = "{\"attributes\":{\"industry\":\"retail\"}}";

    HttpResponse<String> early = api.post("/fit?asOf=2026-03-02T12:00:01Z", body);

    assertThat(LiveApi.json(early).get("version").intValue()).isEqualTo(1);
    assertThat(LiveApi.json(api.post("/fit", body)).get("version").intValue()).isEqualTo(2);
    assertThat(api.post("/fit?asOf=2026-03-02T12:00:00Z", body).statusCode()).isEqualTo(404);
  }

  @Test
  void saysHowFarWhatIsUnknownCouldMoveTheScore() {
    JsonNode fit = LiveApi.json(api.post("/fit", "{\"attributes\":{\"employees\":250}}"));
    JsonNode open =
        StreamSupport.stream(fit.get("unknown").spliterator(), false)
            .filter(u -> u.get("attribute").textValue().equals("industry"))
            .findFirst()
            .orElseThrow();

    JsonNode best = open.get("highest");
    JsonNode then = fitOf(best.get("level").textValue(), 250, "");

    assertThat(best.get("score").intValue()).isGreaterThan(fit.get("score").intValue());
    assertThat(open.at("/lowest/score").intValue()).isLessThan(fit.get("score").intValue());
    assertThat(then.get("score")).isEqualTo(best.get("score"));
    assertThat(then.get("probability")).isEqualTo(best.get("probability"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=1", "from=1&to=", "from=2026-03-02T12:00:01Z", ""})
  void isExplainedByWhatTheProfileAndTheAccountDid(String query) throws Exception {
    String id = "explained-" + query.replaceAll("\\W", "");
    AccountView is = MARKET.account(id, Lifecycle.PROSPECT);
    SortedMap<String, List<Change>> changes = new TreeMap<>();
    changes.put("industry", List.of(change(0, "mining"), change(1_500, "retail")));
    SortedMap<String, AttributeValue> now = new TreeMap<>(is.attributes());
    now.put("industry", new AttributeValue.Text("retail"));
    api.write(
        new AccountView(
            id,
            is.asOf(),
            now,
            is.lifecycle(),
            is.lapsedAt(),
            Optional.empty(),
            0,
            is.engagement(),
            Optional.empty(),
            new AccountPast(Market.NOON, changes)));
    api.awaitJson("/accounts/" + id);

    String path = "/accounts/" + id + "/fit/explain?" + query;
    JsonNode move =
        new ObjectMapper()
            .enable(
                com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree(api.get(path).body());

    BigDecimal sum = move.at("/from/fit/logOdds").decimalValue();
    sum = sum.add(move.get("average").decimalValue());
    for (JsonNode part : move.get("attributes")) {
      sum = sum.add(part.get("byProfile").decimalValue()).add(part.get("byAccount").decimalValue());
    }
    assertThat(sum).isEqualByComparingTo(move.at("/to/fit/logOdds").decimalValue());
    assertThat(
            move.at("/from/fit/score").intValue()
                + move.at("/byProfile/score").intValue()
                + move.at("/byAccount/score").intValue())
        .isEqualTo(move.at("/to/fit/score").intValue());
    assertThat(move.at("/from/fit/logOdds").decimalValue())
        .isEqualByComparingTo(
            BigDecimal.valueOf(
                Fitting.of(EARLY.posterior(), EARLY.scale(), mining(now)).logOdds()));
    assertThat(move.at("/between/logOdds").decimalValue())
        .isEqualByComparingTo(
            BigDecimal.valueOf(Fitting.of(LATE.posterior(), LATE.scale(), mining(now)).logOdds()));
    assertThat(move.get("words").textValue()).startsWith("The score rose from ");
    JsonNode industry =
        StreamSupport.stream(move.get("attributes").spliterator(), false)
            .filter(part -> part.get("attribute").textValue().equals("industry"))
            .findFirst()
            .orElseThrow();
    assertThat(industry.get("was")).hasToString("[\"mining\"]");
    assertThat(industry.get("is")).hasToString("[\"retail\"]");
  }

  @Test
  void isExplainedBetweenTwoVersionsByTheAccountAtTheirTimes() {
    account("still");

    JsonNode move = api.json("/accounts/still/fit/explain?from=1&to=2");

    assertThat(move.at("/byAccount/logOdds").doubleValue()).isZero();
    assertThat(move.at("/to/at").textValue()).isEqualTo("2026-03-02T12:00:02Z");
    assertThat(api.json("/accounts/still/fit/explain?from=2&to=2").get("words").textValue())
        .startsWith("The score stayed at ");
    assertThat(api.get("/accounts/still/fit/explain?from=9").statusCode()).isEqualTo(404);
    assertThat(api.get("/accounts/still/fit/explain?from=2026-01-01T00:00:00Z").statusCode())
        .isEqualTo(404);
    assertThat(api.get("/accounts/still/fit/explain?to=2999-01-01T00:00:00Z").body())
        .contains("must not lie in the future");
  }

  private static SortedMap<String, AttributeValue> mining(SortedMap<String, AttributeValue> now) {
    SortedMap<String, AttributeValue> then = new TreeMap<>(now);
    then.put("industry", new AttributeValue.Text("mining"));
    return then;
  }

  @Test
  void saysWhatWouldHaveToChange() {
    JsonNode poor = fitOf("mining", 1_900);
    assertThat(poor.get("tier").textValue()).isIn("C", "D");
    JsonNode way = poor.get("wayBack");
    assertThat(way.get("tier").textValue()).isEqualTo("B");
    assertThat(way.get("words").textValue()).startsWith("It would come to tier");
    JsonNode change =
        StreamSupport.stream(way.get("changes").spliterator(), false)
            .filter(c -> c.get("attribute").textValue().equals("industry"))
            .findFirst()
            .orElseThrow();

    JsonNode then = fitOf(change.get("to").textValue(), 1_900);

    assertThat(then.get("probability")).isEqualTo(change.get("probability"));
    assertThat(then.get("tier").textValue()).isIn("A", "B"); // the change counts with hysteresis
    assertThat(then.has("wayBack")).isFalse();
  }

  private static JsonNode fitOf(String industry, int employees) {
    return fitOf(industry, employees, ",\"technologies\":[]");
  }

  private static JsonNode fitOf(String industry, int employees, String more) {
    return LiveApi.json(
        api.post(
            "/fit",
            "{\"attributes\":{\"industry\":\"%s\",\"employees\":%d%s}}"
                .formatted(industry, employees, more)));
  }

  @Test
  void saysWhatRulesSomebodyOut() {
    List<Observation> deals = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean isSmall = i % 3 == 0;
      deals.add(sized("s" + i, isSmall ? 5 : 500, isSmall ? i % 30 == 0 : i % 5 != 0));
    }
    deals.forEach(api::write);
    ProfileDefinition definition = ProfileDefinition.withDefaults("strict");
    LearnedProfile learned = Market.learned(definition, deals);
    api.write(definition);
    api.write(Market.version("strict", 1, Optional.empty(), learned));
    api.awaitJson("/profiles/strict/versions/1");
    LiveApi.await(() ->
        api.json("/compare?profiles=default,strict").path("observed").intValue() == deals.size());

    JsonNode small =
        LiveApi.json(api.post("/fit", "{\"profile\":\"strict\",\"attributes\":{\"employees\":6}}"));
    JsonNode large =
        LiveApi.json(
            api.post("/fit", "{\"profile\":\"strict\",\"attributes\":{\"employees\":500}}"));

    assertThat(learned.disqualifiers()).isNotEmpty();
    assertThat(small.at("/disqualifiedBy/0/attribute").textValue()).isEqualTo("employees");
    assertThat(small.at("/disqualifiedBy/0/because").textValue())
        .isEqualTo(
            "10% of 100 such deals turned out well, where 57% of all do: rarely won and small deals"
                + " that cost more than they bring (10% won, of all 57%; 100 on average, of all 947; a"
                + " deal costs 50 and brings 10)");
    assertThat(large.has("disqualifiedBy")).isFalse();
    assertThat(api.json("/profiles/strict/disqualifiers").get(0))
        .isEqualTo(small.at("/disqualifiedBy/0"));
  }

  /// Small deals bring 100, large ones 1 000; each costs 50.
  private static Observation sized(String id, double employees, boolean isWon) {
    return new Observation(
        id,
        id,
        Market.NOON,
        Market.NOON,
        isWon ? new Outcome.Won(Optional.empty()) : new Outcome.Lost(),
        isWon ? OptionalDouble.of(employees < 10 ? 100 : 1_000) : OptionalDouble.empty(),
        OptionalDouble.of(50),
        new TreeMap<>(Map.of("employees", new AttributeValue.Quantity(employees))));
  }

  private static Change change(int millis, String value) {
    return new Change(Market.NOON.plusMillis(millis), Optional.of(new AttributeValue.Text(value)));
  }

  @Test
  void namesWhatItDoesNotKnow() {
    JsonNode fit =
        LiveApi.json(
            api.post("/fit", "{\"attributes\":{\"industry\":\"retail\",\"employees\":null}}"));

    assertThat(fit.get("reasons")).hasSize(1);
    assertThat(fit.get("unknown").toString()).contains("employees", "technologies");
  }

  @Test
  void saysWhichLevelsItNeverSaw() {
    JsonNode fit =
        LiveApi.json(api.post("/fit", "{\"attributes\":{\"industry\":\"space tourism\"}}"));

    assertThat(fit.at("/reasons/0/seen").booleanValue()).isFalse();
    assertThat(fit.at("/reasons/0/weight").doubleValue()).isZero();
  }

  @Test
  void takesEveryKindOfValue() {
    HttpResponse<String> response =
        api.post(
            "/fit",
            "{\"version\":2,\"attributes\":{\"employees\":250.5,\"industry\":\"retail\","
                + "\"technologies\":[\"kafka\",\"kafka\"],\"public\":true,\"note\":null,\"none\":[]}}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(LiveApi.json(response).get("reasons")).hasSize(3);
  }

  @Test
  void answersABatchItemByItem() {
    HttpResponse<String> response =
        api.post(
            "/fit",
            """
            {"items": [
              {"id": "one", "attributes": {"industry": "retail"}},
              {"id": "two", "attributes": {"employees": {"min": 5}}},
              {"id": "three"},
              "four",
              {"id": "five", "attributes": {}, "extra": 1},
              {"attributes": {}}
            ]}
            """);

    JsonNode batch = LiveApi.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(batch.get("version").intValue()).isEqualTo(2);
    assertThat(batch.get("items")).hasSize(6);
    assertThat(batch.at("/items/0/fit/reasons")).hasSize(1);
    assertThat(batch.at("/items/1/id").textValue()).isEqualTo("two");
    assertThat(batch.at("/items/1/problem/errors/0/field").textValue())
        .isEqualTo("items[1].attributes.employees");
    assertThat(batch.at("/items/2/problem/errors/0/rule").textValue()).isEqualTo("must be given");
    assertThat(batch.at("/items/3/problem/errors/0/value").textValue()).isEqualTo("four");
    assertThat(batch.at("/items/4/problem/errors/0/field").textValue()).isEqualTo("items[4].extra");
    assertThat(batch.at("/items/5/fit/probability").isNumber()).isTrue();
  }

  @Test
  void takesAThousandAtOnceAndNoMore() {
    assertThat(LiveApi.json(api.post("/fit", batchOf(1_000))).get("items")).hasSize(1_000);

    HttpResponse<String> tooMany = api.post("/fit", batchOf(1_001));
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(LiveApi.json(tooMany).at("/errors/0/rule").textValue())
        .isEqualTo("must be at most 1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | body",
        "{\"attributes\":{},\"items\":[]} | body",
        "{\"attribute\":{}} | attribute",
        "{\"attributes\":[]} | attributes",
        "{\"attributes\":{\"x\":1e999}} | attributes.x",
        "{\"attributes\":{\"x\":\" \"}} | attributes.x",
        "{\"attributes\":{\"x\":[1]}} | attributes.x[0]",
        "{\"attributes\":{\"x\":[\"\"]}} | attributes.x",
        "{\"attributes\":{},\"version\":1.5} | version",
        "{\"attributes\":{},\"profile\":7} | profile",
        "{\"items\":{}} | items",
        "{\"attributes\":{\"x\":NaN}} | body",
        "{\"attributes\":{ | body"
      })
  void namesTheFieldThatBreaksARule(String body, String field) {
    HttpResponse<String> response = api.post("/fit", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(LiveApi.json(response).at("/errors/0/field").textValue()).isEqualTo(field);
  }

  @Test
  void refusesTextThatIsTooLongWithoutRepeatingIt() {
    HttpResponse<String> response =
        api.post("/fit", "{\"attributes\":{\"x\":\"" + "a".repeat(100_000) + "\"}}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("longer than 512").hasSizeLessThan(1_000);
  }

  @Test
  void carriesATagThatChangesWithTheAccount() {
    account("acct-4");
    String tag = api.get("/accounts/acct-4/fit").headers().firstValue("ETag").orElseThrow();

    assertThat(api.get("/accounts/acct-4/fit", "If-None-Match", tag).statusCode()).isEqualTo(304);
    api.write(MARKET.account("acct-4", Lifecycle.CUSTOMER));
    LiveApi.await(
        () -> api.json("/accounts/acct-4").get("lifecycle").textValue().equals("CUSTOMER"));
    assertThat(api.get("/accounts/acct-4/fit", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void isAnsweredAgainUntilTheProfileMoves() {
    account("again");
    api.write(Market.version("moving", 1, Optional.empty(), EARLY));
    api.awaitJson("/profiles/moving/versions/1");
    String path = "/accounts/again/fit?profile=moving";
    HttpResponse<String> first = api.get(path);

    HttpResponse<String> again = api.get(path);
    api.write(Market.version("moving", 2, Optional.of(EARLY), LATE));
    api.awaitJson("/profiles/moving/versions/2");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    assertThat(again.headers().firstValue("Content-Type")).contains("application/json");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> moved = api.get(path, "If-None-Match", tag);
    assertThat(LiveApi.json(moved).get("version").intValue()).isEqualTo(2);
    assertThat(LiveApi.json(moved).get("logOdds"))
        .isEqualTo(LiveApi.json(api.get(path + "&version=2")).get("logOdds"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "with space", "ümlaut 😀", "per%cent", "q?mark&x=1", "..", "a;b", "+49"})
  void findsAccountsWhateverTheyAreCalled(String id) {
    account(id);

    JsonNode fit = api.json("/accounts/" + encoded(id) + "/fit");

    assertThat(fit.get("accountId").textValue()).isEqualTo(id);
  }

  @Test
  void saysThatItDoesNotKnowAnAccount() {
    HttpResponse<String> response = api.get("/accounts/stranger/fit");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(LiveApi.json(response).get("type").textValue()).endsWith("unknown-account");
    assertThat(api.get("/accounts/stranger").statusCode()).isEqualTo(404);
  }

  @Test
  void forgetsAnAccountThatWasErased() {
    account("erased");
    assertThat(api.get("/accounts/erased/fit").statusCode()).isEqualTo(200);

    api.write(api.topics().accountViews(), "erased", null);

    LiveApi.await(() -> api.get("/accounts/erased/fit").statusCode() == 404);
  }

  private static String batchOf(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{\"attributes\":{\"employees\":" + i + "}}")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }
}
