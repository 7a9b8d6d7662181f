package dev.lodestar.wire.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/// HTTP to one registry, which may be restarting.
final class RegistryHttp implements AutoCloseable {

  /// How often a request is sent before the registry counts as unavailable.
  static final int ATTEMPTS = 9;

  /// After the first attempt; each later pause is twice as long, half a minute in all.
  static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Set<Integer> MAY_PASS = Set.of(408, 429, 500, 502, 503, 504);
  private static final Set<Integer> REFUSED = Set.of(401, 403);
  private static final int SHOWN = 300;

  private final String base;
  private final Optional<Credentials> credentials;
  private final Duration firstPause;
  private final HttpClient client;
  private final CountDownLatch closed = new CountDownLatch(1);

  RegistryHttp(URI base, Optional<Credentials> credentials, Duration firstPause) {
    this.firstPause = firstPause;
    this.base = base.toString().replaceAll("/+$", "");
    this.credentials = credentials;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /// @param path below the base, with a leading slash
  HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    credentials.ifPresent(known -> request.header("Authorization", known.header()));
    return request;
  }

  /// The registry's answer, good or bad; faults that may pass are tried again first.
  ///
  /// @throws RegistryUnavailable if there is none, or it says that we are not welcome
  HttpResponse<String> send(HttpRequest request) {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (REFUSED.contains(answer.statusCode())) {
          throw new RegistryUnavailable(
              "the schema registry refuses us, check user and password: " + words(answer));
        }
        if (!MAY_PASS.contains(answer.statusCode())) {
          return answer;
        }
        if (attempt == ATTEMPTS) {
          throw new RegistryUnavailable("the schema registry fails: " + words(answer));
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new RegistryUnavailable(
              "the schema registry at %s does not answer".formatted(base), e);
        }
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      await(pause);
      pause = pause.multipliedBy(2);
    }
  }

  /// What was asked and what came back, for a message.
  String words(HttpResponse<String> answer) {
    String body = answer.body().strip();
    return "%s %s answered %d %s"
        .formatted(
            answer.request().method(),
            answer.request().uri(),
            answer.statusCode(),
            body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…");
  }

  @Override
  public void close() {
    closed.countDown();
    client.shutdownNow();
  }

  private void await(Duration pause) {
    try {
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RegistryUnavailable("the client of the schema registry is closed");
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
