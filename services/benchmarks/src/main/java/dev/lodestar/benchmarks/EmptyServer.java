package dev.lodestar.benchmarks;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The least that a server of our kind can do: one endpoint that answers an object of one field.
public final class EmptyServer {

  private EmptyServer() {}

  /// Takes the port.
  public static void main(String[] arguments) throws InterruptedException {
    ApplicationContext.run(
        EmbeddedServer.class,
        Map.of("micronaut.server.host", "localhost", "micronaut.server.port", arguments[0]));
    new CountDownLatch(1).await();
  }

  /// Answers.
  @Controller
  static final class EmptyController {

    @Get("/empty")
    Empty empty() {
      return new Empty(true);
    }
  }

  /// The answer.
  @Serdeable
  record Empty(boolean empty) {}
}
