package dev.lodestar.query.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lodestar.query.LiveApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Somebody's server that takes deliveries, or does not.
public final class Endpoint implements AutoCloseable {

  private final HttpServer server;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private volatile Function<Delivery, Answer> answers = _ -> new Answer(204, Map.of());

  /// What was posted.
  public record Delivery(String body, Map<String, List<String>> headers) {

    public String id() {
      return header("webhook-id");
    }

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(e -> e.getKey().equalsIgnoreCase(name))
          .map(e -> e.getValue().getFirst())
          .findFirst()
          .orElseThrow();
    }

    /// The id of the CloudEvent.
    public String event() {
      return LiveApi.parse(body).get("id").textValue();
    }
  }

  public record Answer(int status, Map<String, String> headers) {}

  private Endpoint(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  public static Endpoint open() {
    return open(0);
  }

  public static Endpoint open(int port) {
    try {
      InetAddress here = InetAddress.ofLiteral("127.0.0.1");
      return new Endpoint(HttpServer.create(new InetSocketAddress(here, port), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public void answer(int status) {
    answers = _ -> new Answer(status, Map.of());
  }

  public void answer(Function<Delivery, Answer> how) {
    answers = how;
  }

  /// In the order they came.
  public List<Delivery> deliveries() {
    return deliveries;
  }

  public List<String> events() {
    return deliveries.stream().map(Delivery::event).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    Delivery delivery =
        new Delivery(
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            Map.copyOf(exchange.getRequestHeaders()));
    deliveries.add(delivery);
    Answer answer = answers.apply(delivery);
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(answer.status(), -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
