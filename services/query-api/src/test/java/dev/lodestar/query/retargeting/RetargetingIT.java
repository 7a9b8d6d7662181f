package dev.lodestar.query.retargeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.TierHysteresis;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.query.EventListener;
import dev.lodestar.query.EventListener.Received;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetargetingIT {

  private static LiveApi api;

  @BeforeAll
  static void start() {
    api = LiveApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static void decide(String profileId, String accountId, State state, int second) {
    api.write(
        new Retargeting(
            accountId,
            profileId,
            3,
            state,
            Cause.ACCOUNT,
            Tier.B,
            Tier.A,
            Tier.C,
            88,
            Market.NOON,
            Market.NOON.plusSeconds(second),
            Optional.of(new Moved(1.4, -0.2)),
            List.of("employees rose from 40 to 120"),
            List.of(Market.NOON)));
  }

  private static List<String> listed(String query) {
    List<String> accounts = new ArrayList<>();
    String path = "/retargeting?limit=2" + query;
    for (String next = path; !next.isEmpty(); ) {
      JsonNode page = api.json(next);
      page.get("items").forEach(item -> accounts.add(item.get("accountId").textValue()));
      next = page.has("nextCursor") ? path + "&cursor=" + page.get("nextCursor").textValue() : "";
    }
    return accounts;
  }

  @Test
  void listsWhatStandsDecidedNewestFirst() {
    api.put("/profiles/listed/definition", "{}");
    for (int i = 1; i <= 5; i++) {
      decide("listed", "acct-" + i, State.CANDIDATE, i);
    }
    decide("listed", "acct-3", State.WITHDRAWN, 9);
    LiveApi.await(() ->
        listed("&profile=listed").size() == 5
            && listed("&profile=listed").getFirst().equals("acct-3"));

    assertThat(listed("&profile=listed"))
        .containsExactly("acct-3", "acct-5", "acct-4", "acct-2", "acct-1");
    assertThat(listed("&profile=listed&state=candidate"))
        .containsExactly("acct-5", "acct-4", "acct-2", "acct-1");
    JsonNode first = api.json("/retargeting?profile=listed&limit=1").at("/items/0");
    assertThat(first.get("state").textValue()).isEqualTo("WITHDRAWN");
    assertThat(first.at("/reasons/0").textValue()).contains("employees");
    assertThat(api.get("/retargeting?profile=nobody").statusCode()).isEqualTo(404);
    assertThat(api.get("/retargeting?state=maybe").statusCode()).isEqualTo(400);
    assertThat(api.get("/retargeting?cursor=AAAA").statusCode()).isEqualTo(400);
  }

  @Test
  void listsWhatACauseLedToSinceAMomentAlsoAsCsv() {
    api.put("/profiles/filtered/definition", "{}");
    for (int i = 1; i <= 3; i++) {
      decide("filtered", "=acct-" + i, State.CANDIDATE, i);
    }
    LiveApi.await(() -> listed("&profile=filtered").size() == 3);
    String since = "&since=" + Market.NOON.plusSeconds(2);

    assertThat(listed("&profile=filtered&cause=account" + since))
        .containsExactly("=acct-3", "=acct-2");
    assertThat(listed("&profile=filtered&cause=profile")).isEmpty();
    assertThat(api.get("/retargeting?since=yesterday").statusCode()).isEqualTo(400);
    var csv = api.get("/retargeting?profile=filtered" + since, "Accept", "text/csv");
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.body().lines())
        .hasSize(3)
        .anySatisfy(row -> assertThat(row).startsWith("'=acct-3,filtered,CANDIDATE,ACCOUNT,B,A,C"))
        .anySatisfy(row -> assertThat(row).endsWith("1.4,-0.2,employees rose from 40 to 120"));
  }

  @Test
  void setsAPolicyForThoseWhoKnowTheOneBefore() {
    api.put("/profiles/ruled/definition", "{}");
    String path = "/profiles/ruled/retargeting-policy";
    var byDefault = api.get(path);
    String tag = byDefault.headers().firstValue("ETag").orElseThrow();

    var set = api.put(path, "{\"bar\": \"A\", \"excludedReasons\": [\"Price\"]}", "If-Match", tag);
    var late = api.put(path, "{}", "If-Match", tag);

    assertThat(LiveApi.json(byDefault).get("bar").textValue()).isEqualTo("B");
    assertThat(set.statusCode()).isEqualTo(200);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(api.json(path)).isEqualTo(LiveApi.json(set));
    assertThat(api.json(path).at("/excludedReasons/0").textValue()).isEqualTo("price");
    assertThat(api.json(path).at("/frequencyCap/within").textValue()).isEqualTo("P30D");
    assertThat(LiveApi.json(api.delete(path))).isEqualTo(LiveApi.json(byDefault));
    assertThat(api.get("/profiles/nobody/retargeting-policy").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bar\": \"D\"}",
        "{\"coolDown\": \"P9999D\"}",
        "{\"coolDown\": \"soon\"}",
        "{\"excludedReasons\": [\" \"]}",
        "{\"frequencyCap\": {\"most\": 0}}",
        "{\"frequencyCap\": {\"within\": \"PT0S\"}}",
        "{\"cap\": 1}"
      })
  void refusesAPolicyThatBreaksARule(String policy) {
    api.put("/profiles/strict/definition", "{}");

    assertThat(api.put("/profiles/strict/retargeting-policy", policy).statusCode()).isEqualTo(400);
  }

  @Test
  void triesAPolicyWithoutSettingIt() {
    var market = new Market(4);
    var learned = Market.learned(ProfileDefinition.withDefaults("tried"), market.deals(300));
    api.write(Market.version("tried", 1, Optional.empty(), learned));
    int good = 0;
    for (int i = 0; i < 60; i++) {
      var view = market.account("tried-" + i, Lifecycle.LAPSED);
      var fit = Market.fit("tried", 1, learned, view);
      boolean reaches =
          fit.disqualifiedBy().isEmpty()
              && TierHysteresis.isClearlyAbove(fit.probability(), learned.scale().cutB());
      good += reaches ? 1 : 0;
      api.write(view);
      api.write(
          new AccountFit(
              fit.accountId(),
              fit.profileId(),
              1,
              fit.probability(),
              fit.score(),
              fit.tier(),
              fit.scoredAt(),
              fit.disqualifiedBy(),
              Optional.of(Tier.D)));
    }
    decide("tried", "tried-0", State.CANDIDATE, 1);
    LiveApi.await(() -> listed("&profile=tried").size() == 1);
    api.awaitJson("/profiles/tried/versions/1");
    LiveApi.await(() -> trial("{\"coolDown\": \"PT0S\"}").at("/add/count").longValue() > 0);
    int expected = good;
    LiveApi.await(() -> {
      var now = trial("{\"coolDown\": \"PT0S\", \"frequencyCap\": {\"most\": 9}}");
      return now.at("/add/count").longValue() + 1 >= expected;
    });

    var now = trial("{\"coolDown\": \"PT0S\", \"frequencyCap\": {\"most\": 9}}");
    var later = trial("{\"coolDown\": \"P3000D\", \"frequencyCap\": {\"most\": 9}}");

    assertThat(now.at("/delay/count").longValue()).isZero();
    assertThat(now.at("/inWords").textValue())
        .startsWith("Today this would add %d accounts".formatted(now.at("/add/count").intValue()));
    assertThat(now.at("/add/sample")).hasSize(Math.min(20, now.at("/add/count").intValue()));
    assertThat(later.at("/add/count").longValue()).isZero();
    assertThat(later.at("/delay/count")).isEqualTo(now.at("/add/count"));
    assertThat(later.at("/inWords").textValue()).contains("more would have to wait");
    assertThat(api.json("/profiles/tried/retargeting-policy").get("bar").textValue())
        .isEqualTo("B");
  }

  private static JsonNode trial(String policy) {
    return LiveApi.json(api.post("/profiles/tried/retargeting-policy/trial", policy));
  }

  @Test
  void tellsEveryDecisionFromNowOn() {
    decide("told", "before", State.CANDIDATE, 1);
    api.put("/profiles/told/definition", "{}");
    LiveApi.await(() -> listed("&profile=told").size() == 1);

    try (EventListener listener =
        EventListener.to(api, "/retargeting/stream?profile=told", Optional.empty())) {
      Received place = listener.next();
      decide("told", "after", State.CANDIDATE, 2);
      decide("elsewhere", "other", State.CANDIDATE, 2);
      decide("told", "after", State.WITHDRAWN, 3);
      List<String> states = new ArrayList<>();
      Received event = listener.next();
      states.add(LiveApi.parse(event.data()).at("/data/state").textValue());
      while (!states.getLast().equals("WITHDRAWN")) {
        event = listener.next();
        states.add(LiveApi.parse(event.data()).at("/data/state").textValue());
      }

      assertThat(place.data()).isEmpty();
      assertThat(event.name()).isEqualTo("retargeting");
      JsonNode attributes = LiveApi.parse(event.data());
      assertThat(attributes.get("type").textValue())
          .isEqualTo("dev.lodestar.retargeting.decided.v1");
      assertThat(attributes.get("subject").textValue()).isEqualTo("told/after");
      assertThat(LiveApi.parse(event.data()).at("/data/accountId").textValue()).isEqualTo("after");
      assertThat(listener.isSilent()).isTrue();
    }
  }

  @Test
  void resumesWithoutAGapOrARepeatEvenAfterARestart() {
    api.put("/profiles/resumed/definition", "{}");
    String path = "/retargeting/stream?profile=resumed";
    String seen;
    try (EventListener listener = EventListener.to(api, path, Optional.empty())) {
      listener.next();
      for (int i = 0; i < 10; i++) {
        decide("resumed", "early-" + i, State.CANDIDATE, i);
      }
      Received last = listener.next();
      for (int i = 1; i < 10; i++) {
        last = listener.next();
      }
      seen = last.id();
    }
    for (int i = 0; i < 10; i++) {
      decide("resumed", "late-" + i, State.CANDIDATE, 20 + i);
    }
    LiveApi.await(() -> listed("&profile=resumed").size() == 20);

    api.restart();

    List<String> accounts = new ArrayList<>();
    try (EventListener listener = EventListener.to(api, path, Optional.of(seen))) {
      for (int i = 0; i < 10; i++) {
        accounts.add(LiveApi.parse(listener.next().data()).at("/data/accountId").textValue());
      }
      assertThat(listener.isSilent()).isTrue();
    }
    assertThat(accounts)
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allSatisfy(account -> assertThat(account).startsWith("late-"));
  }

  @Test
  void tellsAllThatStandsToThoseWhoAskFromTheBeginning() {
    api.put("/profiles/standing/definition", "{}");
    decide("standing", "one", State.CANDIDATE, 1);
    decide("standing", "two", State.CANDIDATE, 2);
    LiveApi.await(() -> listed("&profile=standing").size() == 2);

    try (EventListener listener =
        EventListener.to(api, "/retargeting/stream?profile=standing", Optional.of("0"))) {
      assertThat(
              List.of(
                  LiveApi.parse(listener.next().data()).at("/data/accountId").textValue(),
                  LiveApi.parse(listener.next().data()).at("/data/accountId").textValue()))
          .containsExactlyInAnyOrder("one", "two");
    }
  }
}
