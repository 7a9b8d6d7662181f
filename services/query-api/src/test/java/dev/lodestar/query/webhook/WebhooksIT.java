package dev.lodestar.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.query.EventListener;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import dev.lodestar.query.QueryApi;
import dev.lodestar.query.delivery.Schedule;
import dev.lodestar.query.webhook.Endpoint.Answer;
import dev.lodestar.query.webhook.Endpoint.Delivery;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksIT {

  /// Four attempts in quick succession.
  private static final Schedule QUICK =
      new Schedule(
          List.of(Duration.ofMillis(20), Duration.ofMillis(30), Duration.ofMillis(40)),
          0.2,
          Duration.ofHours(1));

  private static final LearnedProfile LEARNED =
      Market.learned(ProfileDefinition.withDefaults("default"), new Market(3).deals(120));

  private static LiveApi api;

  private Endpoint endpoint;

  @BeforeAll
  static void start() {
    api = LiveApi.start(List.of(QUICK));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void listen() {
    endpoint = Endpoint.open();
  }

  @AfterEach
  void forget() {
    endpoint.close();
    api.json("/webhooks").get("items").forEach(w -> api.delete("/webhooks/" + id(w)));
  }

  // ---- what happens

  private static ProfileVersion version(String profileId, int number) {
    return Market.version(
        profileId, number, number == 1 ? Optional.empty() : Optional.of(LEARNED), LEARNED);
  }

  private static void publish(String profileId, int number) {
    api.write(PublishedChange.of(version(profileId, number)));
  }

  private static void decide(String profileId, String accountId, Tier tier) {
    api.write(
        new Retargeting(
            accountId,
            profileId,
            3,
            State.CANDIDATE,
            Cause.ACCOUNT,
            Tier.B,
            tier,
            Tier.D,
            88,
            Market.NOON,
            Market.NOON.plusSeconds(9),
            Optional.of(new Moved(1.4, -0.2)),
            List.of("employees rose from 40 to 120"),
            List.of(Market.NOON)));
  }

  private JsonNode create(String more) {
    return create(endpoint, more);
  }

  private static JsonNode create(Endpoint endpoint, String more) {
    HttpResponse<String> response =
        api.post("/webhooks", "{\"url\":\"" + endpoint.url() + "\"" + more + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return LiveApi.json(response);
  }

  private static String id(JsonNode webhook) {
    return webhook.get("id").textValue();
  }

  private static List<String> versions(String profileId, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(n -> profileId + "/" + n).toList();
  }

  private void awaitEvents(int count) {
    LiveApi.await(() -> endpoint.deliveries().size() >= count);
  }

  private static void verify(Delivery delivery, String secret) {
    try {
      new Webhook(secret).verify(delivery.body(), delivery.headers());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  // ---- keeping them

  @Test
  void areKeptReplacedAndDeleted() {
    JsonNode created =
        create(
            ",\"description\":\"CRM\",\"types\":[\"dev.lodestar.profile.changed.v1\"],"
                + "\"profiles\":[\"kept\"],\"attributes\":[\"industry\"],\"tiers\":[\"b\",\"A\"]");
    String secret = created.get("secret").textValue();
    JsonNode webhook = created.get("webhook");
    String path = "/webhooks/" + id(webhook);

    api.restart();

    assertThat(secret).startsWith("whsec_").hasSizeGreaterThan(38);
    HttpResponse<String> got = api.get(path);
    assertThat(LiveApi.json(got)).isEqualTo(webhook);
    assertThat(webhook.get("tiers").toString()).isEqualTo("[\"A\",\"B\"]");
    assertThat(api.get("/webhooks").body() + got.body()).doesNotContain("whsec", "secret\":");

    String tag = got.headers().firstValue("ETag").orElseThrow();
    String other = "{\"url\":\"https://example.com/x\",\"enabled\":false}";
    assertThat(api.put(path, other, "If-Match", "\"no\"").statusCode()).isEqualTo(412);
    assertThat(api.put(path, other, "If-Match", tag).statusCode()).isEqualTo(200);
    JsonNode replaced = api.json(path);
    assertThat(replaced.get("url").textValue()).isEqualTo("https://example.com/x");
    assertThat(replaced.get("enabled").booleanValue()).isFalse();
    assertThat(replaced.get("types")).isEmpty();
    assertThat(replaced.has("description")).isFalse();

    assertThat(api.delete(path).statusCode()).isEqualTo(200);
    assertThat(api.get(path).statusCode()).isEqualTo(404);
    assertThat(api.delete(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|url|must be given",
        "{'url':5}|url|must be text",
        "{'url':'x y'}|url|must be a URL",
        "{'url':'ftp://example.com/'}|url|must begin with https://",
        "{'url':'file:///etc/passwd'}|url|must begin with https://",
        "{'url':'https://me:secret@example.com/'}|url|must hold neither",
        "{'url':'https://example.com/#here'}|url|must hold neither",
        "{'url':'https:///path'}|url|must name a host",
        "{'url':'https://example.com:99999/'}|url|must name a host",
        "{'url':'http://10.0.0.1/'}|url|must be a public address",
        "{'url':'http://169.254.169.254/latest/meta-data'}|url|must be a public address",
        "{'url':'http://[fd00:ec2::254]/'}|url|must be a public address",
        "{'url':'http://[::ffff:192.168.0.1]/'}|url|must be a public address",
        "{'url':'https://example.com','types':['x']}|types[0]|must be one of",
        "{'url':'https://example.com','types':'x'}|types|must be an array",
        "{'url':'https://example.com','profiles':['A B']}|profiles[0]|must match",
        "{'url':'https://example.com','attributes':['']}|attributes[0]|must be text of 1",
        "{'url':'https://example.com','tiers':['A','E']}|tiers[1]|must be one of A, B, C, D",
        "{'url':'https://example.com','enabled':'yes'}|enabled|must be true or false",
        "{'url':'https://example.com','secret':'x'}|secret|is not a field here"
      })
  void areRefusedWithTheFieldAndTheRule(String body, String field, String rule) {
    HttpResponse<String> response = api.post("/webhooks", body.replace('\'', '"'));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = LiveApi.json(response).at("/errors/0");
    assertThat(error.get("field").textValue()).isEqualTo(field);
    assertThat(error.get("rule").textValue()).contains(rule);
  }

  @Test
  void haveUrlsAndListsOfBoundedLength() {
    String url = "https://example.com/" + "x".repeat(2_000);
    String many = "\"a\",".repeat(100) + "\"a\"";

    assertThat(api.post("/webhooks", "{\"url\":\"" + url + "\"}").body()).contains("2000");
    assertThat(
            api.post("/webhooks", "{\"url\":\"https://x.org\",\"profiles\":[" + many + "]}").body())
        .contains("101 entries");
  }

  // ---- telling them

  @Test
  void areToldWhatComesInTheirOrderSignedAndAsOthersHearIt() {
    publish("signed", 1); // before: not for them
    String secret = create(",\"profiles\":[\"signed\"]").get("secret").textValue();
    api.write(version("signed", 1));
    api.awaitJson("/profiles/signed/versions/1");
    try (EventListener listener =
        EventListener.to(api, "/profiles/signed/changes", Optional.empty())) {
      listener.next();
      for (int number = 2; number <= 5; number++) {
        publish("signed", number);
        api.write(version("signed", number));
      }
      awaitEvents(4);

      assertThat(endpoint.events()).isEqualTo(versions("signed", 2, 5));
      for (Delivery delivery : endpoint.deliveries()) {
        verify(delivery, secret);
        assertThat(delivery.header("content-type")).startsWith("application/cloudevents+json");
        assertThat(delivery.body()).isEqualTo(listener.next().data());
      }
      JsonNode event = LiveApi.parse(endpoint.deliveries().getFirst().body());
      assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
      assertThat(event.get("type").textValue()).isEqualTo("dev.lodestar.profile.changed.v1");
      assertThat(event.get("subject").textValue()).isEqualTo("signed");
      assertThat(event.at("/data/change/toVersion").intValue()).isEqualTo(2);
    }
  }

  @Test
  void areToldOnlyWhatTheyWant() {
    try (Endpoint changes = Endpoint.open();
        Endpoint attribute = Endpoint.open();
        Endpoint tiers = Endpoint.open()) {
      create(",\"profiles\":[\"wanted\"]");
      create(changes, ",\"profiles\":[\"wanted\"],\"types\":[\"dev.lodestar.profile.changed.v1\"]");
      create(attribute, ",\"profiles\":[\"wanted\"],\"attributes\":[\"no such\"]");
      create(tiers, ",\"types\":[\"dev.lodestar.retargeting.decided.v1\"],\"tiers\":[\"A\",\"B\"]");
      publish("wanted", 1);
      publish("unwanted", 1);
      decide("wanted", "acme", Tier.A);
      decide("wanted", "bolt", Tier.C);
      awaitEvents(3);
      LiveApi.await(() ->
          !changes.deliveries().isEmpty()
              && attribute.deliveries().size() == 2
              && !tiers.deliveries().isEmpty());

      String acme = "wanted/acme/3/candidate/" + Market.NOON.plusSeconds(9).toEpochMilli();
      String bolt = acme.replace("acme", "bolt");
      assertThat(endpoint.events()).containsExactlyInAnyOrder("wanted/1", acme, bolt);
      assertThat(changes.events()).containsExactly("wanted/1");
      assertThat(attribute.events()).containsExactlyInAnyOrder(acme, bolt);
      assertThat(tiers.events()).containsExactly(acme);
    }
  }

  @Test
  void areTriedAgainInOrderAndHoldUpNobodyElse() {
    try (Endpoint well = Endpoint.open()) {
      create(",\"profiles\":[\"retried\"]");
      create(well, ",\"profiles\":[\"retried\"]");
      endpoint.answer(
          delivery -> new Answer(endpoint.deliveries().size() < 3 ? 500 : 200, Map.of()));

      publish("retried", 1);
      publish("retried", 2);
      awaitEvents(4);
      LiveApi.await(() -> well.deliveries().size() == 2);

      assertThat(endpoint.events())
          .containsExactly("retried/1", "retried/1", "retried/1", "retried/2");
      assertThat(endpoint.deliveries().subList(0, 3).stream().map(Delivery::id).distinct())
          .hasSize(1);
      assertThat(endpoint.deliveries().getLast().id())
          .isNotEqualTo(endpoint.deliveries().getFirst().id());
    }
  }

  @Test
  void areHeldUpByTheirOwnFailureOnly() {
    try (Endpoint well = Endpoint.open()) {
      String path = "/webhooks/" + id(create(",\"profiles\":[\"asked\"]").get("webhook"));
      create(well, ",\"profiles\":[\"asked\"]");
      endpoint.answer(_ -> new Answer(429, Map.of("Retry-After", "1800")));

      publish("asked", 1);
      publish("asked", 2);
      LiveApi.await(() -> well.deliveries().size() == 2);
      LiveApi.await(() -> api.json(path + "/progress").has("trouble"));

      JsonNode trouble = api.json(path + "/progress").get("trouble");
      assertThat(endpoint.events()).containsExactly("asked/1");
      assertThat(trouble.get("problem").textValue()).isEqualTo("It answered 429.");
      assertThat(
              Duration.between(
                  Instant.parse(trouble.get("since").textValue()),
                  Instant.parse(trouble.get("nextAttemptAt").textValue())))
          .isEqualTo(Duration.ofMinutes(30));
    }
  }

  @Test
  void goOnWhereTheyWereAfterARestart() {
    String path = "/webhooks/" + id(create(",\"profiles\":[\"restarted\"]").get("webhook"));
    publish("restarted", 1);
    publish("restarted", 2);
    awaitEvents(2);
    endpoint.answer(_ -> new Answer(503, Map.of("Retry-After", "1800")));
    publish("restarted", 3);
    awaitEvents(3);
    LiveApi.await(() -> api.json(path + "/progress").has("trouble"));
    JsonNode before = api.json(path + "/progress");

    api.stop();
    publish("restarted", 4);
    endpoint.answer(204);
    api.begin();

    // The delivery that failed is not due for half an hour; a change of the webhook tries it now.
    assertThat(api.json(path + "/progress")).isEqualTo(before);
    api.put(path, "{\"url\":\"" + endpoint.url() + "\",\"profiles\":[\"restarted\"]}");
    LiveApi.await(() -> api.json(path + "/progress").get("delivered").intValue() == 4);
    assertThat(endpoint.events())
        .containsExactly("restarted/1", "restarted/2", "restarted/3", "restarted/3", "restarted/4");
    assertThat(endpoint.deliveries().get(2).id()).isEqualTo(endpoint.deliveries().get(3).id());
  }

  @Test
  void areDisabledWhenTheyAreGone() {
    String path = "/webhooks/" + id(create(",\"profiles\":[\"gone\"]").get("webhook"));
    endpoint.answer(410);
    publish("gone", 1);
    publish("gone", 2);
    LiveApi.await(() -> !api.json(path).get("enabled").booleanValue());

    assertThat(endpoint.events()).containsExactly("gone/1");
    assertThat(api.json(path).get("disabledBecause").textValue()).contains("410");

    endpoint.answer(204);
    api.put(path, "{\"url\":\"" + endpoint.url() + "\",\"profiles\":[\"gone\"]}");
    awaitEvents(3);

    assertThat(endpoint.events()).containsExactly("gone/1", "gone/1", "gone/2");
    assertThat(api.json(path).has("disabledBecause")).isFalse();
  }

  @Test
  void goOnAfterAnEventThatTheyNeverTakeWhichCanBeReplayed() {
    JsonNode created = create(",\"profiles\":[\"failed\"]");
    String path = "/webhooks/" + id(created.get("webhook"));
    endpoint.answer(
        delivery -> new Answer(delivery.event().equals("failed/1") ? 500 : 204, Map.of()));
    publish("failed", 1);
    publish("failed", 2);
    awaitEvents(5);
    LiveApi.await(() -> !api.json(path + "/failures").get("items").isEmpty());

    api.restart();

    assertThat(endpoint.events())
        .containsExactly("failed/1", "failed/1", "failed/1", "failed/1", "failed/2");
    JsonNode failure = api.json(path + "/failures").at("/items/0");
    assertThat(failure.get("attempts").intValue()).isEqualTo(4);
    assertThat(failure.get("problem").textValue()).isEqualTo("It answered 500.");
    String replay = path + "/failures/" + failure.get("deliveryId").textValue() + "/replay";
    JsonNode refused = LiveApi.json(api.post(replay, ""));
    assertThat(refused.get("taken").booleanValue()).isFalse();
    assertThat(refused.get("status").intValue()).isEqualTo(500);
    assertThat(api.json(path + "/failures").get("items")).hasSize(1);

    endpoint.answer(200);
    JsonNode taken = LiveApi.json(api.post(replay, ""));

    assertThat(taken.get("taken").booleanValue()).isTrue();
    assertThat(endpoint.deliveries().getLast().id())
        .isEqualTo(endpoint.deliveries().getFirst().id());
    assertThat(endpoint.deliveries().getLast().body())
        .isEqualTo(endpoint.deliveries().getFirst().body());
    verify(endpoint.deliveries().getLast(), created.get("secret").textValue());
    assertThat(api.json(path + "/failures").get("items")).isEmpty();
    assertThat(api.post(replay, "").statusCode()).isEqualTo(404);
  }

  @Test
  void areSignedWithBothSecretsForAWhileAfterARotation() {
    JsonNode created = create(",\"profiles\":[\"rotated\"]");
    String path = "/webhooks/" + id(created.get("webhook"));
    JsonNode rotated = LiveApi.json(api.post(path + "/secret", "{\"overlap\":\"PT1H\"}"));
    publish("rotated", 1);
    awaitEvents(1);

    assertThat(rotated.get("secret")).isNotEqualTo(created.get("secret"));
    assertThat(rotated.at("/webhook/earlierSecretUntil").isMissingNode()).isFalse();
    verify(endpoint.deliveries().getFirst(), created.get("secret").textValue());
    verify(endpoint.deliveries().getFirst(), rotated.get("secret").textValue());
    assertThat(api.post(path + "/secret", "{\"overlap\":\"P8D\"}").statusCode()).isEqualTo(400);

    JsonNode last = LiveApi.json(api.post(path + "/secret", "{\"overlap\":\"PT0S\"}"));
    publish("rotated", 2);
    awaitEvents(2);

    String day =
        LiveApi.json(api.post(path + "/secret", "{}"))
            .at("/webhook/earlierSecretUntil")
            .textValue();
    assertThat(Instant.parse(day))
        .isAfter(Instant.parse(rotated.at("/webhook/earlierSecretUntil").textValue()));
    assertThat(last.at("/webhook/earlierSecretUntil").isMissingNode()).isTrue();
    verify(endpoint.deliveries().getLast(), last.get("secret").textValue());
    assertThat(endpoint.deliveries().getLast().header("webhook-signature")).doesNotContain(" ");
  }

  @Test
  void answerAPing() {
    JsonNode created = create("");
    String path = "/webhooks/" + id(created.get("webhook"));

    JsonNode taken = LiveApi.json(api.post(path + "/ping", ""));
    endpoint.answer(404);
    JsonNode refused = LiveApi.json(api.post(path + "/ping", ""));
    endpoint.close();
    JsonNode away = LiveApi.json(api.post(path + "/ping", ""));

    assertThat(taken.get("taken").booleanValue()).isTrue();
    assertThat(taken.get("status").intValue()).isEqualTo(204);
    Delivery ping = endpoint.deliveries().getFirst();
    verify(ping, created.get("secret").textValue());
    assertThat(LiveApi.parse(ping.body()).get("type").textValue())
        .isEqualTo("dev.lodestar.webhook.ping.v1");
    assertThat(refused.get("problem").textValue()).isEqualTo("It answered 404.");
    assertThat(away.has("status")).isFalse();
    assertThat(away.get("problem").textValue()).isEqualTo("It could not be connected to.");
  }

  @Test
  void areToldByOneInstanceAtATime() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      endpoints.add(Endpoint.open());
      create(endpoints.getLast(), ",\"profiles\":[\"shared\"]");
    }
    publish("shared", 1);
    LiveApi.await(() -> endpoints.stream().allMatch(e -> e.deliveries().size() == 1));
    try (QueryApi other = api.another()) {
      LiveApi.await(other::isReady);
      for (int number = 2; number <= 20; number++) {
        publish("shared", number);
      }
      LiveApi.await(() -> endpoints.stream().allMatch(e -> e.deliveries().size() >= 20));
    }
    publish("shared", 21);
    LiveApi.await(() -> endpoints.stream().allMatch(e -> e.deliveries().size() >= 21));

    assertThat(endpoints)
        .allSatisfy(e -> assertThat(e.events()).isEqualTo(versions("shared", 1, 21)));
    endpoints.forEach(Endpoint::close);
  }
}
