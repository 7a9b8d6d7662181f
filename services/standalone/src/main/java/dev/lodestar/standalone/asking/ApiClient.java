package dev.lodestar.standalone.asking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lodestar.standalone.running.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A running Lodestar as seen over HTTP.
///
/// What cannot be answered is a [Refusal] with a sentence.
public final class ApiClient implements AutoCloseable {

  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final HttpClient http;

  public ApiClient(URI base) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  public URI base() {
    return base;
  }

  /// The answer to a question that is expected to have one.
  ///
  /// @param path below the base, from its slash on
  public JsonNode get(String path) {
    Answer answer = ask(path);
    if (answer.isGood()) {
      return answer.body();
    }
    String detail = answer.body().path("detail").asText(answer.body().path("title").asText());
    throw new Refusal(
        detail.isBlank() ? "%s answers %d to %s.".formatted(base, answer.status(), path) : detail);
  }

  /// Whatever is answered, good or not.
  public Answer ask(String path) {
    return send(request(path).GET().build());
  }

  public Answer put(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.toString()))
            .build());
  }

  /// A part of a path, escaped.
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(ANSWERING)
        .header("Accept", "application/json");
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), parsed(response.body()));
    } catch (IOException e) {
      throw new Refusal(
          ("Nothing answers at %s: start Lodestar with ./lodestar demo or ./lodestar up, or say where"
                  + " it is with --url.")
              .formatted(base),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("Interrupted while waiting for %s.".formatted(base), e);
    }
  }

  private JsonNode parsed(String body) {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Refusal("What answers at %s is not Lodestar.".formatted(base), e);
    }
  }

  /// What was answered.
  ///
  /// @param body missing when there is none
  public record Answer(int status, JsonNode body) {

    public boolean isGood() {
      return status >= 200 && status < 300;
    }
  }
}
