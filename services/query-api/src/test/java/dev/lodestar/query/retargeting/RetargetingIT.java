package dev.lodestar.query.retargeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Cause;
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
            Tier.A,
            Tier.C,
            88,
            Market.NOON,
            Market.NOON.plusSeconds(second),
            List.of("employees rose from 40 to 120")));
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
