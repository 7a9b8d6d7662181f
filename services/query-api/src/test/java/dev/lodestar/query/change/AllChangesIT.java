package dev.lodestar.query.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.EventListener;
import dev.lodestar.query.EventListener.Received;
import dev.lodestar.query.LiveApi;
import dev.lodestar.query.Market;
import dev.lodestar.query.QueryApi;
import dev.lodestar.query.stream.Pulse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllChangesIT {

  private static final LearnedProfile LEARNED =
      Market.learned(ProfileDefinition.withDefaults("default"), new Market(3).deals(120));

  private static final int BATCH = 10;

  /// Some fifty fill what lies between a server and a client, of which a system takes 4 MB at most.
  private static final String LONG_REASON = "a reason ".repeat(8_000);

  private LiveApi api;

  @BeforeEach
  void start() {
    api = LiveApi.start(List.of(new Pulse(Duration.ofMillis(100), Duration.ofMillis(300))));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private void publish(String profileId, int number) {
    api.write(
        Market.version(
            profileId, number, number == 1 ? Optional.empty() : Optional.of(LEARNED), LEARNED));
  }

  private void publishAtLength(String profileId, int number) {
    var version = Market.version(profileId, number, Optional.of(LEARNED), LEARNED);
    api.write(
        new ProfileVersion(
            profileId,
            number,
            version.publishedAt(),
            new Cause(3, 2, 1, 0, false, false, List.of(LONG_REASON)),
            version.change(),
            version.learned()));
  }

  private void publishAndAwait(String profileId, int number) {
    publish(profileId, number);
    api.awaitJson("/profiles/%s/versions/%d".formatted(profileId, number));
  }

  private EventListener listen(Optional<String> lastEventId) {
    return EventListener.to(api, "/changes", lastEventId);
  }

  /// Heartbeats come often here.
  private static Received next(EventListener listener) {
    Received next = listener.next();
    while (!next.comment().isEmpty()) {
      next = listener.next();
    }
    return next;
  }

  private static String event(Received received) {
    return LiveApi.parse(received.data()).get("id").textValue();
  }

  @Test
  void beginWithEveryProfileAsItIsAndGoOnWithEveryChangeOfAny() {
    publishAndAwait("b", 1);
    publishAndAwait("a", 1);
    publishAndAwait("a", 2);
    api.put("/profiles/c/definition", "{}");

    try (EventListener listener = listen(Optional.empty())) {
      List<Received> snapshots = List.of(next(listener), next(listener), next(listener));
      publish("b", 2);
      Received second = next(listener);
      publish("c", 1);
      Received first = next(listener);
      publish("d", 1);
      Received unknown = next(listener);

      assertThat(snapshots).extracting(Received::name).containsOnly("snapshot");
      assertThat(snapshots)
          .extracting(Received::id)
          .containsExactly("~a:2", "~a:2,b:1", "a:2,b:1,c:0");
      assertThat(second.name()).isEqualTo("change");
      assertThat(second.id()).isEqualTo("a:2,b:2,c:0");
      assertThat(event(second)).isEqualTo("b/2");
      assertThat(event(first)).isEqualTo("c/1");
      assertThat(event(unknown)).isEqualTo("d/1");
      assertThat(unknown.id()).isEqualTo("a:2,b:2,c:1,d:1");
    }
  }

  @Test
  void resumeWithoutAGapOrARepeatAfterARestartAndAtAnotherInstance() throws Exception {
    publishAndAwait("a", 1);
    String seen;
    try (EventListener listener = listen(Optional.empty())) {
      seen = next(listener).id();
    }
    publishAndAwait("a", 2);
    publishAndAwait("b", 1);
    publishAndAwait("a", 3);
    api.restart();

    List<String> here = new ArrayList<>();
    String last = "";
    try (EventListener listener = listen(Optional.of(seen))) {
      for (int i = 0; i < 3; i++) {
        Received received = next(listener);
        here.add(event(received));
        last = received.id();
      }
    }
    assertThat(here).containsExactlyInAnyOrder("a/2", "a/3", "b/1");
    assertThat(here.indexOf("a/2")).isLessThan(here.indexOf("a/3"));
    assertThat(last).isEqualTo("a:3,b:1");

    try (QueryApi other = api.another()) {
      LiveApi.await(other::isReady);
      publishAndAwait("b", 2);
      try (EventListener listener =
          EventListener.to(URI.create(other.uri() + "/changes"), Optional.of(last))) {
        assertThat(event(next(listener))).isEqualTo("b/2");
      }
    }
  }

  @Test
  void beginAnewForIdsThatWereNeverGivenAndIntroduceTheRestToThoseWhoLeftBetween() {
    publishAndAwait("a", 1);

    for (String id : List.of("x", "a", "a:9", "7")) {
      try (EventListener listener = listen(Optional.of(id))) {
        Received received = next(listener);
        assertThat(received.name()).isEqualTo("snapshot");
        assertThat(received.id()).isEqualTo("a:1");
      }
    }

    publishAndAwait("b", 5);
    try (EventListener listener = listen(Optional.of("~a:1"))) {
      Received rest = next(listener);
      assertThat(rest.name()).isEqualTo("snapshot");
      assertThat(rest.id()).isEqualTo("a:1,b:5");
    }
  }

  @Test
  void beginWithAPlaceWhereThereIsNoProfile() {
    try (EventListener listener = listen(Optional.empty())) {
      Received place = next(listener);
      publish("a", 1);

      assertThat(place.id()).isEqualTo("0");
      assertThat(place.data()).isEmpty();
      assertThat(event(next(listener))).isEqualTo("a/1");
    }
  }

  @Test
  void hangUpOnWhoReadsNothingAndTellTheOthers() throws IOException {
    publishAndAwait("a", 1);
    List<EventListener> listeners = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      listeners.add(listen(Optional.of("a:1")));
    }
    try (Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4_096);
      URI uri = api.uri("/changes");
      deaf.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      OutputStream out = deaf.getOutputStream();
      out.write(
          "GET /changes HTTP/1.1\r\nHost: x\r\nLast-Event-ID: a:1\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      LiveApi.await(() -> metric("lodestar_query_subscribers ") == 50);

      // As many changes as fill what lies between us.
      int number = 1;
      while (metric("lodestar_query_subscribers_dropped_total ") < 1) {
        for (int i = 0; i < BATCH; i++) {
          publishAtLength("a", ++number);
        }
        int last = number;
        for (EventListener listener : listeners) {
          for (int expected = last - BATCH + 1; expected <= last; expected++) {
            assertThat(next(listener).id()).isEqualTo("a:" + expected);
          }
        }
      }

      LiveApi.await(() -> metric("lodestar_query_subscribers ") == 49);
      assertThat(isHungUp(deaf)).isTrue();
    }
    publish("b", 1);
    listeners.forEach(listener -> assertThat(event(next(listener))).isEqualTo("b/1"));
    listeners.forEach(EventListener::close);
  }

  /// Whether the connection ends after what had been written to it.
  private static boolean isHungUp(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    byte[] rest = new byte[65_536];
    try {
      while (socket.getInputStream().read(rest) >= 0) {
        // What was on the way when it was hung up.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true; // reset
    }
  }

  private double metric(String name) {
    return api.get("/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }
}
