package dev.lodestar.query;

import dev.lodestar.query.reading.Readers;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The query API, running.
public final class QueryApi implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QueryApi.class);

  private final ApplicationContext context;
  private final EmbeddedServer server;

  private QueryApi(ApplicationContext context, EmbeddedServer server) {
    this.context = context;
    this.server = server;
  }

  /// Returns when it listens; it answers once it has read its topics, see [#isReady()].
  ///
  /// @throws QueryApiNotStarted saying in one sentence why, a taken port for one
  public static QueryApi start(QuerySettings settings) {
    return start(settings, List.of());
  }

  /// @param parts that take the place of those there would be: clocks, schedules
  static QueryApi start(QuerySettings settings, List<Object> parts) {
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .banner(false)
            .singletons(Stream.concat(Stream.of(settings), parts.stream()).toArray())
            .properties(
                Map.of(
                    "micronaut.server.host",
                    settings.host(),
                    "micronaut.server.port",
                    settings.port() == 0 ? -1 : settings.port()))
            .build();
    boolean started = false;
    try {
      context.start();
      EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
      started = true;
      log.info("Answers at {}, from {}", server.getURI(), settings.bootstrapServers());
      return new QueryApi(context, server);
    } catch (RuntimeException e) {
      throw notStarted(settings, e);
    } finally {
      if (!started) {
        context.close();
      }
    }
  }

  /// Where it answers.
  public URI uri() {
    return server.getURI();
  }

  /// Whether all topics have been read as far as they reached at the start.
  public boolean isReady() {
    return context.getBean(Readers.class).areCaughtUp();
  }

  /// Stops listening first, then reading.
  @Override
  public void close() {
    server.stop();
    context.close();
  }

  private static QueryApiNotStarted notStarted(QuerySettings settings, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new QueryApiNotStarted(
            "The API's port %d cannot be used (%s): stop the program that listens there, or choose another with LODESTAR_HTTP_PORT."
                .formatted(settings.port(), cause.getMessage()),
            e);
      }
    }
    return new QueryApiNotStarted("The API did not start: " + e.getMessage(), e);
  }
}
