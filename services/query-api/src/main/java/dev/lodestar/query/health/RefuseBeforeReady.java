package dev.lodestar.query.health;

import dev.lodestar.query.problem.Refusal;
import dev.lodestar.query.reading.Progress;
import dev.lodestar.query.reading.Progress.State;
import dev.lodestar.query.reading.Readers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers 503 until all topics have been read once: a profile not read yet must not look like one
/// that does not exist.
///
/// Event streams are let in, and wait, because browsers give up for good on a stream that is
/// refused.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RefuseBeforeReady {

  // Patterns of the filter would be matched for every request for as long as the API runs.
  private static final Pattern READ =
      Pattern.compile("/(profiles|accounts|retargeting|webhooks)(/.*)?|/fit");

  private final Readers readers;
  private volatile boolean wasReady;

  RefuseBeforeReady(Readers readers) {
    this.readers = readers;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (wasReady || !READ.matcher(request.getPath()).matches() || isStream(request)) {
      return;
    }
    wasReady = readers.areCaughtUp();
    if (!wasReady) {
      throw Refusal.notNow("not-ready", "Still reading " + missing() + ".");
    }
  }

  private String missing() {
    return readers.progress().stream()
        .filter(topic -> topic.state() != State.LIVE)
        .map(Progress::topic)
        .collect(Collectors.joining(", "));
  }

  private static boolean isStream(HttpRequest<?> request) {
    return request.getPath().endsWith("/changes") || request.getPath().endsWith("/stream");
  }
}
