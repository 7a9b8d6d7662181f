package dev.lodestar.query.stream;

import io.micronaut.http.sse.Event;
import java.util.Optional;

/// What one subscriber has not been sent yet. Asked by one thread at a time.
@FunctionalInterface
public interface Source {

  /// The next event for this subscriber, who is then taken to have it; empty while there is none.
  Optional<Event<String>> next();
}
