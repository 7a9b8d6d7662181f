package dev.lodestar.query.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.sse.Event;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class SubscriberTest {

  private final AtomicInteger available = new AtomicInteger();
  private final AtomicReference<Subscriber> subscriber = new AtomicReference<>();
  private int sent;

  @Test
  void isSentNoMoreThanItsConnectionTakes() {
    available.set(100);
    Client client = connect();

    client.request(3);
    assertThat(client.received).containsExactly("1", "2", "3");

    client.request(2);
    assertThat(client.received).hasSize(5);
    assertThat(sent).isEqualTo(5);
  }

  @Test
  void isSentWhatComesLater() {
    Client client = connect();
    client.request(10);

    available.set(2);
    subscriber.get().send();

    assertThat(client.received).containsExactly("1", "2");
  }

  @Test
  void hearsAHeartbeatOnlyWhileItsConnectionIsFree() {
    Client client = connect();
    beat(0);
    assertThat(client.received).isEmpty();

    client.request(1);
    beat(1);
    beat(2);

    assertThat(client.received).containsExactly("heartbeat");
  }

  @Test
  void isNotWaitedForWhenItTakesNothingForTooLong() {
    Client client = connect();

    assertThat(beat(0)).isTrue();
    assertThat(beat(59)).isTrue();
    assertThat(beat(60)).isFalse();

    subscriber.get().hangUp();
    assertThat(client.failure).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void isWaitedForAnewOnceItHasTakenSomething() {
    Client client = connect();
    beat(0);
    beat(50);

    client.request(1);

    assertThat(beat(70)).isTrue();
    assertThat(beat(80)).isTrue();
    assertThat(beat(139)).isTrue();
    assertThat(beat(140)).isFalse();
  }

  private boolean beat(long second) {
    return subscriber.get().beat(Duration.ofSeconds(second).toNanos(), Duration.ofSeconds(60));
  }

  @Test
  void isEndedByItsOwnSourceFailingAndNobodyElses() {
    Flux<Event<String>> events =
        Flux.create(sink -> {
          subscriber.set(
              new Subscriber(
                  () -> {
                    throw new IllegalStateException("gone");
                  },
                  sink));
          sink.onRequest(_ -> subscriber.get().send());
        });
    Client client = new Client();
    events.subscribe(client);

    client.request(1);

    assertThat(client.failure).hasMessage("gone");
  }

  @Test
  void isSentEverythingOnceAndInOrderByManyThreads() throws InterruptedException {
    Client client = connect();
    client.request(Long.MAX_VALUE);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < 500; n++) {
                  available.incrementAndGet();
                  subscriber.get().send();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(client.received).hasSize(4_000);
    for (int i = 0; i < 4_000; i++) {
      assertThat(client.received.get(i)).isEqualTo(Integer.toString(i + 1));
    }
  }

  private Client connect() {
    Flux<Event<String>> events =
        Flux.create(sink -> {
          subscriber.set(new Subscriber(this::next, sink));
          sink.onRequest(_ -> subscriber.get().send());
        });
    Client client = new Client();
    events.subscribe(client);
    return client;
  }

  private Optional<Event<String>> next() {
    return sent < available.get()
        ? Optional.of(Event.of(Integer.toString(++sent)))
        : Optional.empty();
  }

  private static final class Client extends BaseSubscriber<Event<String>> {

    private final List<String> received = new ArrayList<>();
    private Throwable failure = new AssertionError("did not fail");

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // Asks for nothing by itself.
    }

    @Override
    protected void hookOnNext(Event<String> event) {
      received.add(event.getComment() == null ? event.getData() : event.getComment());
    }

    @Override
    protected void hookOnError(Throwable e) {
      failure = e;
    }
  }
}
