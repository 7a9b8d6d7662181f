package dev.lodestar.query.stream;

import io.micronaut.http.sse.Event;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.FluxSink;

/// One connected client and how far it has been told.
final class Subscriber {

  private final Source source;
  private final FluxSink<Event<String>> client;
  // More than 0 while a thread sends; others only leave word that there may be more.
  private final AtomicInteger word = new AtomicInteger();
  // Of the thread that beats.
  private Optional<Long> busySince = Optional.empty();

  Subscriber(Source source, FluxSink<Event<String>> client) {
    this.source = source;
    this.client = client;
  }

  /// Sends what the source has, as far as the connection takes it now.
  void send() {
    if (word.getAndIncrement() != 0) {
      return;
    }
    int answered = 1;
    do {
      sendAll();
      answered = word.addAndGet(-answered);
    } while (answered != 0);
  }

  /// Writes something, unless the connection is still busy with earlier events.
  ///
  /// @param now in nanoseconds
  /// @return whether it has been busy for less than the patience
  boolean beat(long now, Duration patience) {
    send(); // what a source held back may be due by now
    if (client.requestedFromDownstream() > 0) {
      client.next(EventStreams.heartbeat());
      busySince = Optional.empty();
      return true;
    }
    long since = busySince.orElse(now);
    busySince = Optional.of(since);
    return now - since < patience.toNanos();
  }

  /// Breaks the connection off: what is still to be written would never be read.
  void hangUp() {
    client.error(new ClosedChannelException());
  }

  void end() {
    client.complete();
  }

  private void sendAll() {
    try {
      while (client.requestedFromDownstream() > 0 && !client.isCancelled()) {
        Optional<Event<String>> next = source.next();
        if (next.isEmpty()) {
          return;
        }
        client.next(next.get());
      }
    } catch (RuntimeException e) {
      client.error(e);
    }
  }
}
