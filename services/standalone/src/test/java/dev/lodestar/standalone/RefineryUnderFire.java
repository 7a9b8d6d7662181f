package dev.lodestar.standalone;

import static org.awaitility.Awaitility.await;

import dev.lodestar.refinery.RefineryApplication;
import dev.lodestar.standalone.running.Port;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A refinery in a process of its own that is killed, without a warning, and started again.
final class RefineryUnderFire implements AutoCloseable {

  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final int LONGEST_WAIT_MS = 1_500;
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String bootstrapServers;
  private final Path folder;
  private final Random random;
  private final int healthPort = Port.requireFree(0, "port", "");
  private Process process;
  private int kills;

  private RefineryUnderFire(String bootstrapServers, Path folder, Random random)
      throws IOException {
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.random = random;
    this.process = launch();
  }

  static RefineryUnderFire start(String bootstrapServers, Path folder, Random random)
      throws IOException {
    var refinery = new RefineryUnderFire(bootstrapServers, folder, random);
    refinery.awaitReady();
    return refinery;
  }

  /// Kills it so many times, each after a random while, and as often as not while it restores.
  void strike(int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      if (random.nextBoolean()) {
        awaitReady();
      }
      var _ = NEVER.await(random.nextInt(LONGEST_WAIT_MS), TimeUnit.MILLISECONDS);
      restart();
    }
  }

  void restart() throws IOException {
    process.destroyForcibly().onExit().join();
    kills++;
    process = launch();
  }

  int kills() {
    return kills;
  }

  void awaitReady() {
    await()
        .atMost(STARTING)
        .ignoreExceptions()
        .failFast("the refinery has ended, see " + folder, () -> !process.isAlive())
        .until(() -> {
          var ready = URI.create("http://localhost:" + healthPort + "/health/readiness");
          return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                  .statusCode()
              == 200;
        });
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    http.close();
  }

  private Process launch() throws IOException {
    File output = folder.resolve("refinery.out").toFile();
    return Launch.java(
        output,
        RefineryApplication.class,
        List.of(
            "--bootstrap.servers=" + bootstrapServers,
            "--state.dir=" + folder.resolve("state"),
            "--partitions=3",
            "--threads=1",
            "--refit.interval=200",
            "--health.port=" + healthPort,
            // The shortest that a broker allows: whoever was killed is missed that long.
            "--kafka.consumer.session.timeout.ms=6000"));
  }
}
