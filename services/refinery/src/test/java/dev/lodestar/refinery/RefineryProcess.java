package dev.lodestar.refinery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A refinery in a process of its own, which can be killed as no code in this one can be.
final class RefineryProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What all of them say, for whoever wonders why a test failed.
  private static final Path LOG = Path.of("target", "refinery-processes.log");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int healthPort;

  private RefineryProcess(Process process, int healthPort) {
    this.process = process;
    this.healthPort = healthPort;
  }

  static RefineryProcess start(Map<String, String> values) throws IOException {
    int port = freePort();
    var arguments = new ArrayList<String>();
    values.forEach((name, value) -> arguments.add("--%s=%s".formatted(name, value)));
    arguments.add("--health.port=" + port);
    return new RefineryProcess(run(arguments), port);
  }

  static Process run(List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            // It lives for seconds.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            RefineryApplication.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
        .start();
  }

  /// Waits until it is ready.
  RefineryProcess ready() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> ask("/health/readiness").statusCode() == 200);
    return this;
  }

  HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + healthPort + path)).build(),
        BodyHandlers.ofString(UTF_8));
  }

  /// As the kernel does when memory is short: nothing is closed, nothing is committed.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Asks it to end, as a container's keeper does; returns its exit status.
  int stop() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    kill();
    http.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
