package dev.lodestar.query.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.query.EventListener;
import dev.lodestar.query.EventListener.Received;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChangesIT {

  private static final List<Observation> DEALS = new Market(3).deals(120);
  private static final LearnedProfile LEARNED =
      Market.learned(ProfileDefinition.withDefaults("default"), DEALS);

  private static LiveApi api;

  @BeforeAll
  static void start() {
    api = LiveApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static void publish(String profileId, int number) {
    api.write(
        Market.version(
            profileId, number, number == 1 ? Optional.empty() : Optional.of(LEARNED), LEARNED));
  }

  @Test
  void beginWithTheProfileAsItIsAndGoOnWithEveryChange() {
    publish("news", 1);
    publish("news", 2);
    api.awaitJson("/profiles/news/versions/2");

    try (EventListener listener =
        EventListener.to(api, "/profiles/news/changes", Optional.empty())) {
      Received snapshot = listener.next();
      publish("news", 3);
      publish("other", 1);
      publish("news", 4);
      Received third = listener.next();
      Received fourth = listener.next();

      assertThat(snapshot.name()).isEqualTo("snapshot");
      assertThat(snapshot.id()).isEqualTo("2");
      JsonNode event = LiveApi.parse(snapshot.data());
      assertThat(event.get("type").textValue()).isEqualTo("dev.lodestar.profile.snapshot.v1");
      assertThat(event.get("subject").textValue()).isEqualTo("news");
      assertThat(event.at("/data/version")).isEqualTo(api.json("/profiles/news/versions/2"));
      assertThat(third.name()).isEqualTo("change");
      assertThat(third.id()).isEqualTo("3");
      JsonNode change = LiveApi.parse(third.data());
      assertThat(change.get("specversion").textValue()).isEqualTo("1.0");
      assertThat(change.get("id").textValue()).isEqualTo("news/3");
      assertThat(change.get("source").textValue())
          .isEqualTo("urn:lodestar:" + api.settings().topicPrefix().replace(".", ""));
      assertThat(change.get("type").textValue()).isEqualTo("dev.lodestar.profile.changed.v1");
      assertThat(change.get("subject").textValue()).isEqualTo("news");
      assertThat(change.get("time").textValue()).isEqualTo("2026-03-02T12:00:03Z");
      assertThat(change.get("datacontenttype").textValue()).isEqualTo("application/json");
      assertThat(change.at("/data/version").intValue()).isEqualTo(3);
      assertThat(change.at("/data/change/fromVersion").intValue()).isEqualTo(2);
      assertThat(change.at("/data/cause/won").intValue()).isEqualTo(3);
      assertThat(fourth.id()).isEqualTo("4");
      assertThat(listener.isSilent()).isTrue();
    }
  }

  @Test
  void resumeWithoutAGapOrARepeatEvenAfterARestart() {
    IntStream.rangeClosed(1, 3).forEach(n -> publish("resumed", n));
    api.awaitJson("/profiles/resumed/versions/3");
    String seen;
    try (EventListener listener =
        EventListener.to(api, "/profiles/resumed/changes", Optional.empty())) {
      seen = listener.next().id();
    }
    IntStream.rangeClosed(4, 6).forEach(n -> publish("resumed", n));
    api.awaitJson("/profiles/resumed/versions/6");

    api.restart();

    try (EventListener listener =
        EventListener.to(api, "/profiles/resumed/changes", Optional.of(seen))) {
      publish("resumed", 7);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Received event = listener.next();
        assertThat(event.name()).isEqualTo("change");
        ids.add(event.id());
      }
      assertThat(ids).containsExactly("4", "5", "6", "7");
    }
  }

  @Test
  void beginAnewForAnIdThatWasNeverGiven() {
    publish("odd", 1);
    api.awaitJson("/profiles/odd/versions/1");

    for (String id : List.of("99", "-1", "x", "1.5")) {
      try (EventListener listener =
          EventListener.to(api, "/profiles/odd/changes", Optional.of(id))) {
        assertThat(listener.next().name()).isEqualTo("snapshot");
      }
    }
  }

  @Test
  void comeInOrderHoweverTheyAreRead() {
    publish("jumbled", 1);
    api.awaitJson("/profiles/jumbled/versions/1");

    try (EventListener listener =
        EventListener.to(api, "/profiles/jumbled/changes", Optional.empty())) {
      listener.next();
      publish("jumbled", 4);
      api.awaitJson("/profiles/jumbled/versions/4");
      publish("jumbled", 3);
      api.awaitJson("/profiles/jumbled/versions/3");
      assertThat(listener.isSilent()).isTrue();
      publish("jumbled", 2);

      assertThat(listener.next().id()).isEqualTo("2");
      assertThat(listener.next().id()).isEqualTo("3");
      assertThat(listener.next().id()).isEqualTo("4");
    }
  }

  @Test
  void goOnWithoutAVersionThatNeverComes() {
    publish("gapped", 1);
    api.awaitJson("/profiles/gapped/versions/1");

    try (EventListener listener =
        EventListener.to(api, "/profiles/gapped/changes", Optional.empty())) {
      listener.next();
      publish("gapped", 3);
      List<Received> received = new ArrayList<>(List.of(listener.next()));
      while (!received.getLast().id().equals("3")) {
        received.add(listener.next());
      }
      Received heartbeat = received.size() > 1 ? received.getFirst() : listener.next();

      assertThat(heartbeat.comment()).isEqualTo("heartbeat");
      assertThat(heartbeat.data()).isEmpty();
    }
  }

  @Test
  void tellOfTheFirstVersionToThoseWhoWaitForIt() {
    api.put("/profiles/awaited/definition", "{}");

    try (EventListener listener =
        EventListener.to(api, "/profiles/awaited/changes", Optional.empty())) {
      Received snapshot = listener.next();
      publish("awaited", 1);
      Received first = listener.next();

      assertThat(snapshot.id()).isEqualTo("0");
      assertThat(LiveApi.parse(snapshot.data()).get("data").has("version")).isFalse();
      assertThat(first.id()).isEqualTo("1");
    }
  }

  @Test
  void reachManyAndForgetThoseWhoLeave() {
    publish("popular", 1);
    api.awaitJson("/profiles/popular/versions/1");
    List<EventListener> listeners = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      listeners.add(EventListener.to(api, "/profiles/popular/changes", Optional.empty()));
    }
    listeners.forEach(EventListener::next);

    publish("popular", 2);

    listeners.forEach(listener -> assertThat(listener.next().id()).isEqualTo("2"));
    assertThat(subscribers()).isGreaterThanOrEqualTo(50);
    listeners.forEach(EventListener::close);
    LiveApi.await(() -> subscribers() == 0);
  }

  @Test
  void areNotHeldBackByCompression() {
    publish("plain", 1);
    api.awaitJson("/profiles/plain/versions/1");

    try (EventListener listener =
        EventListener.to(api, "/profiles/plain/changes", Optional.empty())) {
      assertThat(listener.next().name()).isEqualTo("snapshot");
      assertThat(listener.response().headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");
      assertThat(listener.response().headers().firstValue("Content-Encoding"))
          .isNotEqualTo(Optional.of("gzip"));
    }
  }

  @Test
  void areRefusedForAProfileThatDoesNotExist() {
    assertThat(api.get("/profiles/nobody/changes").statusCode()).isEqualTo(404);
  }

  private static double subscribers() {
    return api.get("/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("lodestar_query_subscribers "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private static void turn(Kind kind, String profileId, int from, int to) {
    var at = Market.NOON.plusSeconds(1_000 + to);
    api.write(
        PublishedChange.turned(
            kind,
            Market.version(profileId, from, Optional.of(LEARNED), LEARNED),
            Market.version(profileId, to, Optional.of(LEARNED), LEARNED),
            "somebody decided so",
            at));
  }

  private static int inForce(String profileId, Instant time) {
    return api.json("/profiles/" + profileId + "?asOf=" + time).at("/version/number").intValue();
  }

  @Test
  void tellOfPinsOnceAndInTheirOrder() {
    IntStream.rangeClosed(1, 2).forEach(n -> publish("held", n));
    api.awaitJson("/profiles/held/versions/2");
    String path = "/profiles/held/changes";
    String pinnedAt;
    try (EventListener listener = EventListener.to(api, path, Optional.empty())) {
      assertThat(listener.next().id()).isEqualTo("2");
      turn(Kind.PINNED, "held", 2, 1);
      Received pinned = listener.next();
      pinnedAt = pinned.id();

      assertThat(pinned.name()).isEqualTo("change");
      assertThat(pinnedAt).matches("2\\+\\d+");
      JsonNode event = LiveApi.parse(pinned.data());
      assertThat(event.get("type").textValue()).isEqualTo("dev.lodestar.profile.pinned.v1");
      assertThat(event.at("/data/version").intValue()).isEqualTo(1);
    }
    turn(Kind.UNPINNED, "held", 1, 2);
    publish("held", 3);
    api.awaitJson("/profiles/held/versions/3");

    api.restart();

    try (EventListener listener = EventListener.to(api, path, Optional.of(pinnedAt))) {
      List<String> types = new ArrayList<>();
      Received last = listener.next();
      types.add(LiveApi.parse(last.data()).get("type").textValue());
      last = listener.next();
      types.add(LiveApi.parse(last.data()).get("type").textValue());

      assertThat(types)
          .containsExactlyInAnyOrder(
              "dev.lodestar.profile.unpinned.v1", "dev.lodestar.profile.changed.v1");
      assertThat(last.id()).matches("3\\+\\d+");
      assertThat(listener.isSilent()).isTrue();
    }
    try (EventListener listener = EventListener.to(api, path, Optional.empty())) {
      Received snapshot = listener.next();
      assertThat(snapshot.name()).isEqualTo("snapshot");
      assertThat(snapshot.id()).matches("3\\+\\d+");
      assertThat(listener.isSilent()).isTrue();
    }
    assertThat(inForce("held", Market.NOON.plusMillis(1_001_500))).isEqualTo(1);
    assertThat(inForce("held", Market.NOON.plusMillis(1_002_000))).isEqualTo(3);
    assertThat(inForce("held", Market.NOON.plusSeconds(2))).isEqualTo(2);
  }
}
