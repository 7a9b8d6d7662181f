package dev.lodestar.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client of server-sent events that reads them as a browser does.
public final class EventListener implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final HttpResponse<InputStream> response;

  /// An event; one without data only tells an id.
  public record Received(String id, String name, String data, String comment) {}

  private EventListener(HttpRequest request) {
    try {
      response = http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  public static EventListener to(LiveApi api, String path, Optional<String> lastEventId) {
    return to(api.uri(path), lastEventId);
  }

  public static EventListener to(URI uri, Optional<String> lastEventId) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip");
    lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
    return new EventListener(request.build());
  }

  public HttpResponse<?> response() {
    return response;
  }

  /// The next event.
  public Received next() {
    try {
      Received next = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("no event within " + PATIENCE);
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether nothing has come that was not asked for.
  public boolean isSilent() {
    return received.isEmpty();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String name = "";
      String comment = "";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (!id.isEmpty() || !data.isEmpty() || !comment.isEmpty()) {
            received.add(new Received(id, name, data.toString(), comment));
          }
          id = "";
          name = "";
          comment = "";
          data.setLength(0);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6));
        } else if (line.startsWith(": ")) {
          comment = line.substring(2);
        }
      }
    } catch (IOException e) {
      // The listener, or the server, has hung up.
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
