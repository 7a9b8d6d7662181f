package dev.lodestar.query.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    api.write(api.topics().accountViews(), "erased", null);

    LiveApi.await(() -> api.get("/accounts/erased/fit").statusCode() == 404);
  }

  private static String batchOf(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{\"attributes\":{\"employees\":" + i + "}}")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }
}
