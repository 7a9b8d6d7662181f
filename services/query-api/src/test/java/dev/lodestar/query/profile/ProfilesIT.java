package dev.lodestar.query.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import dev.lodestar.query.caching.Fingerprint;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProfilesIT {

  private static final List<Observation> DEALS = new Market(1).deals(400);
  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("default");
  private static final List<LearnedProfile> LEARNED =
      List.of(
          Market.learned(DEFINITION, DEALS.subList(0, 100)),
          Market.learned(DEFINITION, DEALS.subList(0, 250)),
          Market.learned(DEFINITION, DEALS));

  private static LiveApi api;

  @BeforeAll
  static void publishThreeVersions() {
    api = LiveApi.start();
    publish("default");
    api.write(Market.status("default", 3, LEARNED.getLast()));
    api.awaitJson("/profiles/default/versions/3");
    LiveApi.await(() -> api.json("/profiles/default").has("live"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static void publish(String profileId) {
    for (int i = 0; i < LEARNED.size(); i++) {
      Optional<LearnedProfile> before = i == 0 ? Optional.empty() : Optional.of(LEARNED.get(i - 1));
      api.write(Market.version(profileId, i + 1, before, LEARNED.get(i)));
    }
  }

  @Test
  void answerTheNewestVersionAndTheEvidenceAsItIsNow() {
    JsonNode profile = api.json("/profiles/default");

    assertThat(profile.at("/version/number").intValue()).isEqualTo(3);
    assertThat(profile.at("/version/learned/totals/observations").intValue()).isEqualTo(400);
    assertThat(profile.at("/version/learned/criteria/0/words").textValue()).contains("retail");
    assertThat(profile.at("/live/heldBack").intValue()).isEqualTo(2);
    assertThat(profile.at("/live/heldBecause/0").textValue()).contains("uncertainty");
    assertThat(profile.at("/live/asOf").textValue()).isEqualTo(LEARNED.getLast().asOf().toString());
  }

  @Test
  void answerBeforeTheFirstVersion() {
    api.write(Market.status("nascent", 0, LEARNED.getFirst()));

    JsonNode profile = api.awaitJson("/profiles/nascent");

    assertThat(profile.has("version")).isFalse();
    assertThat(profile.at("/live/totals/observations").intValue()).isEqualTo(100);
    HttpResponse<String> fit = api.post("/fit", "{\"profile\":\"nascent\",\"attributes\":{}}");
    assertThat(fit.statusCode()).isEqualTo(404);
    assertThat(LiveApi.json(fit).at("/detail").textValue()).contains("has no version yet");
  }

  @Test
  void showEvidenceWithinTwoSecondsOfItsComing() {
    api.write(Market.status("quick", 0, LEARNED.getFirst()));
    api.awaitJson("/profiles/quick");

    long sent = System.nanoTime();
    api.write(Market.status("quick", 0, LEARNED.getLast()));
    LiveApi.await(
        () -> api.json("/profiles/quick").at("/live/totals/observations").intValue() == 400);

    assertThat(System.nanoTime() - sent).isLessThan(2_000_000_000L);
  }

  @Test
  void listProfilesInPages() {
    for (String id : List.of("a-1", "a-2", "a-3")) {
      api.write(Market.status(id, 0, LEARNED.getFirst()));
      api.awaitJson("/profiles/" + id);
    }

    List<String> ids = new ArrayList<>();
    String path = "/profiles?limit=2";
    for (String next = path; !next.isEmpty(); ) {
      JsonNode page = api.json(next);
      page.get("items").forEach(item -> ids.add(item.get("profileId").textValue()));
      next = page.has("nextCursor") ? path + "&cursor=" + page.get("nextCursor").textValue() : "";
    }

    assertThat(ids).contains("a-1", "a-2", "a-3", "default").isSorted().doesNotHaveDuplicates();
  }

  @Test
  void listVersionsNewestFirstInPages() {
    JsonNode first = api.json("/profiles/default/versions?limit=2");
    JsonNode second =
        api.json(
            "/profiles/default/versions?limit=2&cursor=" + first.get("nextCursor").textValue());

    assertThat(numbers(first)).containsExactly(3, 2);
    assertThat(numbers(second)).containsExactly(1);
    assertThat(second.has("nextCursor")).isFalse();
  }

  @Test
  void tellAFingerprintThatAnybodyCanCheck() {
    HttpResponse<String> response = api.get("/profiles/default/versions/2");

    assertThat(Fingerprint.of(learnedIn(response).getBytes(UTF_8)))
        .isEqualTo(LiveApi.json(response).get("fingerprint").textValue());
  }

  @Test
  void answerTheSameBytesForTheSameFacts() {
    LearnedProfile again = Market.learned(DEFINITION, DEALS.reversed());
    api.write(Market.version("elsewhere", 7, Optional.empty(), again));
    api.awaitJson("/profiles/elsewhere/versions/7");

    assertThat(learnedIn(api.get("/profiles/elsewhere/versions/7")))
        .isEqualTo(learnedIn(api.get("/profiles/default/versions/3")));
  }

  @Test
  void sayAllThatAVersionKnows() {
    JsonNode version = api.json("/profiles/default/versions/3");
    JsonNode learned = version.get("learned");

    assertThat(version.at("/cause/why/0").textValue()).isNotBlank();
    assertThat(version.at("/change/fromVersion").intValue()).isEqualTo(2);
    assertThat(learned.get("attributes")).hasSize(3);
    assertThat(learned.at("/attributes/0/levels/0/observations").isNumber()).isTrue();
    assertThat(learned.at("/baseline/periods").size()).isPositive();
    assertThat(learned.at("/scale/percentiles")).hasSize(99);
    assertThat(learned.at("/definitionHash").textValue()).matches("[0-9a-f]{64}");
    assertThat(learned.get("narrative").textValue()).isNotBlank();
    assertThat(learned.at("/quality/graded").isNumber()).isTrue();
  }

  @Test
  void compareAnyTwoVersionsExactly() {
    ProfileChange expected =
        ProfileChange.between(Optional.of(LEARNED.getFirst()), 1, LEARNED.getLast(), 3);

    JsonNode diff = api.json("/profiles/default/diff?from=1&to=3");

    assertThat(diff.get("headline").textValue()).isEqualTo(expected.headline());
    assertThat(diff.get("moves")).hasSameSizeAs(expected.moves());
    for (int i = 0; i < expected.moves().size(); i++) {
      ProfileChange.Move move = expected.moves().get(i);
      JsonNode after = diff.at("/moves/" + i + "/after");
      assertThat(diff.at("/moves/" + i + "/level").textValue()).isEqualTo(move.level());
      assertThat(after.isMissingNode()).isEqualTo(move.after().isEmpty());
      move.after()
          .ifPresent(a -> assertThat(after.get("weight").doubleValue()).isEqualTo(a.weight()));
    }
  }

  @Test
  void compareBackwardsAndWithNothing() {
    assertThat(api.json("/profiles/default/diff").get("fromVersion").intValue()).isEqualTo(2);
    assertThat(api.json("/profiles/default/diff?from=3&to=1").get("toVersion").intValue())
        .isEqualTo(1);
    assertThat(api.json("/profiles/default/diff?from=0&to=1").get("fromVersion").intValue())
        .isZero();
    assertThat(api.json("/profiles/default/diff?from=2&to=2").get("moves")).isEmpty();
  }

  @Test
  void answerTheVersionThatWasInForce() {
    JsonNode second = api.json("/profiles/default?asOf=" + Market.NOON.plusMillis(2_999));

    assertThat(second.at("/version/number").intValue()).isEqualTo(2);
    assertThat(second.has("live")).isFalse();
    assertThat(number(Market.NOON.plusSeconds(2))).isEqualTo(2);
    assertThat(number(Market.NOON.plusMillis(1_999))).isEqualTo(1);
    assertThat(number(Market.NOON.plusSeconds(3))).isEqualTo(3);
  }

  @Test
  void refuseTimesOfWhichNothingIsKnown() {
    HttpResponse<String> before = api.get("/profiles/default?asOf=2026-03-02T12:00:00.999Z");
    HttpResponse<String> future = api.get("/profiles/default?asOf=2999-01-01T00:00:00Z");
    HttpResponse<String> malformed = api.get("/profiles/default?asOf=yesterday");

    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(LiveApi.json(before).get("detail").textValue())
        .contains("had no version at", "its first was published at 2026-03-02T12:00:01Z");
    assertThat(future.statusCode()).isEqualTo(400);
    assertThat(future.body()).contains("asOf", "must not lie in the future");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body()).contains("must be a moment");
  }

  @Test
  void drawWeightsOverVersions() {
    JsonNode timeline = api.json("/profiles/default/timeline");

    assertThat(timeline.get("versions").intValue()).isEqualTo(3);
    assertThat(timeline.get("versionsLeftOut").intValue()).isZero();
    assertThat(timeline.at("/points/1/publishedAt").textValue()).isEqualTo("2026-03-02T12:00:02Z");
    JsonNode drawn = timeline.at("/attributes/0");
    LevelWeight expected =
        LEARNED.getLast().posterior().attributes().stream()
            .filter(a -> a.attribute().equals(drawn.get("attribute").textValue()))
            .flatMap(a -> a.levels().stream())
            .filter(l -> l.label().equals(drawn.at("/levels/0/level").textValue()))
            .findFirst()
            .orElseThrow();
    assertThat(drawn.at("/levels/0/weights/2/version").intValue()).isEqualTo(3);
    assertThat(drawn.at("/levels/0/weights/2/weight").doubleValue()).isEqualTo(expected.weight());
    assertThat(drawn.at("/levels/0/weights/2/standardError").doubleValue())
        .isEqualTo(expected.standardError());
    assertThat(api.json("/profiles/default/timeline?limit=2").get("versionsLeftOut").intValue())
        .isEqualTo(1);
    assertThat(api.get("/profiles/default/timeline?limit=1").statusCode()).isEqualTo(400);
  }

  private static int number(Instant asOf) {
    return api.json("/profiles/default?asOf=" + asOf).at("/version/number").intValue();
  }

  @Test
  void sendNothingToAClientWhoHasItAlready() {
    HttpResponse<String> first = api.get("/profiles/default/versions/3");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = api.get("/profiles/default/versions/3", "If-None-Match", tag);
    HttpResponse<String> head =
        api.send(
            api.request("/profiles/default/versions/3")
                .method("HEAD", BodyPublishers.noBody())
                .build());

    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains(tag);
    assertThat(head.headers().firstValue("ETag")).contains(tag);
    assertThat(api.get("/profiles/default/versions/2").headers().firstValue("ETag"))
        .isNotEqualTo(Optional.of(tag));
  }

  @Test
  void changeTheirTagWithTheirEvidence() {
    api.write(Market.status("moving", 0, LEARNED.getFirst()));
    api.awaitJson("/profiles/moving");
    String tag = api.get("/profiles/moving").headers().firstValue("ETag").orElseThrow();

    api.write(Market.status("moving", 0, LEARNED.getLast()));

    LiveApi.await(() -> api.get("/profiles/moving", "If-None-Match", tag).statusCode() == 200);
  }

  @Test
  void sayWhatIsKnownInsteadOfWhatIsNot() {
    JsonNode profile = LiveApi.json(api.get("/profiles/nobody"));
    JsonNode version = LiveApi.json(api.get("/profiles/default/versions/99"));
    HttpResponse<String> malformed = api.get("/profiles/default/versions/@latest");

    assertThat(profile.get("status").intValue()).isEqualTo(404);
    assertThat(profile.get("known").toString()).contains("default");
    assertThat(version.get("known").toString()).isEqualTo("[\"3\",\"2\",\"1\"]");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(LiveApi.json(malformed).at("/errors/0/field").textValue()).isEqualTo("number");
  }

  @Test
  void skipWhatCannotBeReadAndGoOn() {
    api.writeBytes(api.topics().profileVersions(), "broken/00000001", "garbage".getBytes(UTF_8));
    api.writeBytes(api.topics().profileVersions(), "broken/00000002", new byte[] {0, 0, 0, 0, 9});
    api.writeBytes(api.topics().profileVersions(), "tombstone", null);
    api.write(Market.version("after", 1, Optional.empty(), LEARNED.getFirst()));

    api.awaitJson("/profiles/after/versions/1");

    LiveApi.await(() -> api.get("/health/readiness").body().contains("3 skipped as unreadable"));
    assertThat(api.get("/health/readiness").statusCode()).isEqualTo(200);
    assertThat(api.get("/prometheus").body())
        .containsPattern("lodestar_query_records_skipped_total\\{topic=\"[^\"]*versions\"} 3");
  }

  @Test
  void forgetAVersionThatWasTakenBack() {
    api.write(Market.version("withdrawn", 1, Optional.empty(), LEARNED.getFirst()));
    api.awaitJson("/profiles/withdrawn/versions/1");

    api.write(api.topics().profileVersions(), "withdrawn/00000001", null);

    LiveApi.await(() -> api.get("/profiles/withdrawn/versions/1").statusCode() == 404);
  }

  private static List<Integer> numbers(JsonNode page) {
    List<Integer> numbers = new ArrayList<>();
    page.get("items").forEach(item -> numbers.add(item.get("number").intValue()));
    return numbers;
  }

  private static String learnedIn(HttpResponse<String> version) {
    String body = version.body();
    return body.substring(body.indexOf("\"learned\":") + 10, body.length() - 1);
  }
}
