package dev.lodestar.query.stream;

import dev.lodestar.query.reading.Readers;
import dev.lodestar.query.reading.Subscriptions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.sse.Event;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// The subscribers that are connected now.
///
/// Before all topics have been read nobody is told anything: it would be old.
///
/// Nothing is queued for any of them: each is a place in a read model, moved on as fast as its
/// connection takes events. One that reads slowly costs the others nothing; one that has not read
/// anything for a while is hung up on, and resumes where it was when it comes back.
@Singleton
public final class EventStreams {

  private static final Event<String> HEARTBEAT_COMMENT = Event.of("").comment("heartbeat");

  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("heartbeat").daemon().factory());
  private final Readers readers;
  private final Pulse pulse;
  private final Counter dropped;

  EventStreams(Readers readers, Pulse pulse, MeterRegistry metrics) {
    this.readers = readers;
    this.pulse = pulse;
    this.dropped =
        Counter.builder("lodestar.query.subscribers.dropped")
            .description("Clients hung up on because they read nothing")
            .register(metrics);
    Gauge.builder("lodestar.query.subscribers", subscribers, Set::size)
        .description("Clients that listen to an event stream")
        .register(metrics);
    ScheduledFuture<?> _ =
        heart.scheduleAtFixedRate(
            () -> subscribers.forEach(this::beat),
            pulse.heartbeat().toMillis(),
            pulse.heartbeat().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /// The events of a source: those there are, then each as it comes, until the client leaves.
  ///
  /// @param news tell that the source may have more
  /// @param sources makes a source for each subscription
  public HttpResponse<Publisher<Event<String>>> stream(
      List<Subscriptions> news, Supplier<Source> sources) {
    return HttpResponse.<Publisher<Event<String>>>ok(events(news, sources))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // A compressor or a proxy would hold events back until it has enough of them.
        .header(HttpHeaders.CONTENT_ENCODING, "identity")
        .header("X-Accel-Buffering", "no");
  }

  private Publisher<Event<String>> events(List<Subscriptions> news, Supplier<Source> sources) {
    return Flux.create(sink -> {
      Subscriber subscriber = new Subscriber(whenCaughtUp(sources.get()), sink);
      List<Runnable> forgetNews = news.stream().map(n -> n.add(subscriber::send)).toList();
      Runnable forgetCaughtUp = readers.caughtUp().add(subscriber::send);
      subscribers.add(subscriber);
      sink.onDispose(() -> {
        forgetNews.forEach(Runnable::run);
        forgetCaughtUp.run();
        subscribers.remove(subscriber);
      });
      sink.onRequest(_ -> subscriber.send());
      subscriber.send();
    });
  }

  private void beat(Subscriber subscriber) {
    if (!subscriber.beat(System.nanoTime(), pulse.patience())) {
      dropped.increment();
      subscribers.remove(subscriber);
      subscriber.hangUp();
    }
  }

  private Source whenCaughtUp(Source source) {
    return () -> readers.areCaughtUp() ? source.next() : Optional.empty();
  }

  /// How many are connected.
  int count() {
    return subscribers.size();
  }

  static Event<String> heartbeat() {
    return HEARTBEAT_COMMENT;
  }

  @PreDestroy
  void close() {
    heart.shutdownNow();
    subscribers.forEach(Subscriber::end);
  }
}
