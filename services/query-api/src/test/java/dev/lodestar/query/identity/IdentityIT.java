package dev.lodestar.query.identity;

import static dev.lodestar.query.LiveApi.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.webhook.Failure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityIT {

  private static final Market MARKET = new Market(3);

  private static LiveApi api;

  @BeforeAll
  static void start() {
    api = LiveApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void reportsHowFarAnErasureHasCome() {
    AccountView account = MARKET.account("acme", Lifecycle.PROSPECT);
    var learned = Market.learned(ProfileDefinition.withDefaults("default"), MARKET.deals(60));
    String fit = Topics.accountKey("default", "acme");
    String webhook =
        LiveApi.json(api.post("/webhooks", "{\"url\":\"http://127.0.0.1:9/\"}"))
            .at("/webhook/id")
            .textValue();
    String failures = "/webhooks/" + webhook + "/failures";
    String event =
        "{\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"accountId\":\"acme\",\"reasons\":[]}}";
    api.write(account);
    api.write(Market.fit("default", 1, learned, account));
    api.write(
        api.topics().webhookFailures(),
        Topics.failureKey(webhook, "d-1"),
        new Failure(webhook, "d-1", event, 8, Market.NOON, Market.NOON, "It answered 500."));
    api.awaitJson("/accounts/acme");
    await(() -> api.get(failures).body().contains("d-1"));
    assertThat(api.get("/accounts/acme/erasure").statusCode()).isEqualTo(404);

    HttpResponse<String> accepted = api.delete("/accounts/acme");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(LiveApi.json(accepted).at("/report").textValue())
        .isEqualTo("/accounts/acme/erasure");
    Instant upTo = Instant.parse(LiveApi.json(accepted).at("/upTo").textValue());

    JsonNode asked = api.json("/accounts/acme/erasure");
    assertThat(asked.at("/state").textValue()).isEqualTo("ASKED");
    assertThat(asked.at("/complete").booleanValue()).isFalse();
    assertThat(of(asked, "account-views").at("/serves").booleanValue()).isTrue();
    assertThat(of(asked, "fits").at("/serves").booleanValue()).isTrue();
    assertThat(of(asked, "observations").at("/remains").booleanValue()).isFalse();

    // As the refinery does.
    api.write(api.topics().accountViews(), "acme", null);
    api.write(api.topics().fits(), fit, null);
    api.write(
        api.topics().accountEnds(),
        "acme",
        new AccountEnd("acme", Optional.of(upTo), Optional.empty()));
    await(() -> api.json("/accounts/acme/erasure").at("/state").textValue().equals("ERASED"));

    JsonNode erased = api.json("/accounts/acme/erasure");
    JsonNode views = of(erased, "account-views");
    Instant receivedAt = Instant.parse(erased.at("/receivedAt").textValue());
    assertThat(erased.at("/upTo").textValue()).isEqualTo(upTo.toString());
    assertThat(views.at("/serves").booleanValue()).isFalse();
    assertThat(views.at("/remains").booleanValue()).as("until it is cleaned").isTrue();
    assertThat(views.at("/until").textValue())
        .isEqualTo(receivedAt.plus(Duration.ofDays(1)).toString());
    assertThat(of(erased, "accounts").at("/cleanup").textValue()).isEqualTo("DELETE");
    assertThat(erased.at("/begunAnew").booleanValue()).isFalse();
    assertThat(api.get("/accounts/acme").statusCode()).isEqualTo(404);
    await(() -> !api.get(failures).body().contains("d-1"));
  }

  @Test
  void leaveListsThatSomebodyIsReading() {
    var learned = Market.learned(ProfileDefinition.withDefaults("paged"), MARKET.deals(60));
    api.write(Market.version("paged", 1, Optional.empty(), learned));
    for (String accountId : List.of("one", "two", "three")) {
      AccountView account = MARKET.account(accountId, Lifecycle.PROSPECT);
      api.write(account);
      api.write(Market.fit("paged", 1, learned, account));
    }
    api.awaitJson("/profiles/paged/versions/1");
    await(() -> api.json("/profiles/paged/accounts").at("/items").size() == 3);
    JsonNode first = api.json("/profiles/paged/accounts?limit=1");
    String seen = first.at("/items/0/accountId").textValue();
    String erased = seen.equals("one") ? "two" : "one";

    // As the refinery does.
    api.write(api.topics().accountViews(), erased, null);
    api.write(api.topics().fits(), Topics.accountKey("paged", erased), null);
    api.write(
        api.topics().accountEnds(),
        erased,
        new AccountEnd(erased, Optional.of(Market.NOON), Optional.empty()));
    String rest = "/profiles/paged/accounts?cursor=" + first.at("/nextCursor").textValue();

    await(() -> api.json(rest).at("/items").size() == 1);
    assertThat(api.json(rest).at("/items/0/accountId").textValue()).isNotEqualTo(erased);
  }

  @Test
  void saysWhereAMergedAccountWent() {
    api.write(MARKET.account("old", Lifecycle.PROSPECT));
    api.awaitJson("/accounts/old");

    HttpResponse<String> accepted = api.post("/accounts/old/merge", "{\"into\":\"new\"}");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(LiveApi.json(accepted).at("/renames").booleanValue()).isTrue();

    api.write(api.topics().accountViews(), "old", null);
    api.write(MARKET.account("new", Lifecycle.PROSPECT));
    api.write(
        api.topics().accountEnds(),
        "old",
        new AccountEnd("old", Optional.empty(), Optional.of("new")));
    await(() -> api.get("/accounts/old").statusCode() == 410);

    JsonNode gone = api.json("/accounts/old");
    assertThat(gone.at("/detail").textValue())
        .isEqualTo("Account 'old' was merged into 'new': ask for that one.");
    assertThat(gone.at("/known/0").textValue()).isEqualTo("new");
    api.awaitJson("/accounts/new");
    assertThat(api.post("/accounts/old/merge", "{\"into\":\"new\"}").statusCode()).isEqualTo(202);
    assertThat(api.post("/accounts/old/merge", "{\"into\":\"x\"}").statusCode()).isEqualTo(409);
    assertThat(api.post("/accounts/new/merge", "{\"into\":\"old\"}").statusCode()).isEqualTo(409);
  }

  @Test
  void refusesWhatIsNoAccount() {
    api.write(MARKET.account("some", Lifecycle.PROSPECT));
    api.awaitJson("/accounts/some");

    assertThat(api.post("/accounts/some/merge", "{\"into\":\"some\"}").statusCode()).isEqualTo(400);
    assertThat(api.post("/accounts/some/merge", "{\"into\":\" \"}").statusCode()).isEqualTo(400);
    assertThat(api.post("/accounts/some/merge", "{}").statusCode()).isEqualTo(400);
    assertThat(api.post("/accounts/nobody/merge", "{\"into\":\"some\"}").statusCode())
        .isEqualTo(404);
    assertThat(api.delete("/accounts/" + "x".repeat(300)).statusCode()).isEqualTo(400);
  }

  private static JsonNode of(JsonNode report, String title) {
    String name = api.settings().topicPrefix() + title;
    return StreamSupport.stream(report.get("topics").spliterator(), false)
        .filter(topic -> topic.get("topic").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
