package dev.lodestar.refinery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/// Tells a container's keeper over HTTP how the process is: `/health/liveness`,
/// `/health/readiness`, `/prometheus`.
final class HealthServer implements AutoCloseable {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /// @param port 0 for a free one
  static HealthServer start(
      int port, BooleanSupplier isAlive, BooleanSupplier isReady, PrometheusMeterRegistry meters) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(port), 0);
    } catch (IOException e) {
      throw new IllegalStateException(
          "health.port %d cannot be used: %s".formatted(port, e.getMessage()), e);
    }
    server.createContext("/health/liveness", exchange -> answer(exchange, isAlive));
    server.createContext("/health/readiness", exchange -> answer(exchange, isReady));
    server.createContext(
        "/prometheus",
        exchange ->
            answer(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
    server.start();
    return new HealthServer(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, BooleanSupplier isUp) throws IOException {
    boolean up = isUp.getAsBoolean();
    answer(
        exchange,
        up ? OK : UNAVAILABLE,
        "application/json",
        "{\"status\":\"%s\"}".formatted(up ? "UP" : "DOWN"));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      boolean isGet = exchange.getRequestMethod().equals("GET");
      byte[] body = isGet ? text.getBytes(UTF_8) : new byte[0];
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(
          isGet ? status : METHOD_NOT_ALLOWED, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
