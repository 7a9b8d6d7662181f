package dev.lodestar.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.standalone.asking.ApiClient;
import dev.lodestar.standalone.running.DataFolder;
import dev.lodestar.standalone.running.Port;
import dev.lodestar.standalone.running.Refusal;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Processes of their own, one of which is killed without a warning.
class KilledIT {

  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final Duration IMPORTING = Duration.ofMinutes(3);

  @Test
  void learnsTheSameAsIfItHadNeverBeenKilledDuringAnImport()
      throws IOException, InterruptedException {
    var export = Exported.to(Trial.pathOf("export"), 5, 150);
    JsonNode undisturbed;
    try (var up = Up.fresh("undisturbed")) {
      assertThat(up.imports(export).waitFor(IMPORTING.toSeconds(), TimeUnit.SECONDS)).isTrue();
      undisturbed = up.learned(export);
    }

    try (var up = Up.fresh("killed")) {
      Process interrupted = up.imports(export);
      await().atMost(IMPORTING).until(() -> up.observations() > 0);
      up.kill();
      interrupted.destroyForcibly().waitFor();
    }
    JsonNode killed;
    try (var up = Up.again("killed")) {
      System.out.printf(
          "After the kill %d of %d deals were known.%n", up.observations(), export.deals());
      Process again = up.imports(export);
      assertThat(again.waitFor(IMPORTING.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(again.exitValue()).isZero();
      killed = up.learned(export);
    }

    assertThat(undisturbed.at("/learned/totals/observations").asInt()).isEqualTo(export.deals());
    assertThat(killed.path("fingerprint")).isEqualTo(undisturbed.path("fingerprint"));
    assertThat(killed.path("learned")).isEqualTo(undisturbed.path("learned"));
  }

  /// `lodestar up` as people start it.
  private static final class Up implements AutoCloseable {

    private final File output;
    private final int brokerPort;
    private final Process process;
    private final ApiClient api;

    private Up(String name) throws IOException {
      Path data = Trial.pathOf(name);
      output = data.resolveSibling(name + ".out").toFile();
      brokerPort = Port.requireFree(0, "port", "");
      int port = Port.requireFree(0, "port", "");
      api = new ApiClient(URI.create("http://localhost:" + port));
      process =
          Launch.lodestar(
              output,
              List.of(
                  "up",
                  "--data",
                  data.toString(),
                  "--port",
                  Integer.toString(port),
                  "--broker-port",
                  Integer.toString(brokerPort)));
      await().atMost(STARTING).until(this::isReady);
    }

    static Up fresh(String name) throws IOException {
      DataFolder.openEmpty(Trial.pathOf(name)).close();
      return new Up(name);
    }

    static Up again(String name) throws IOException {
      return new Up(name);
    }

    Process imports(Exported export) throws IOException {
      return Launch.lodestar(
          output,
          List.of(
              "import",
              "--mapping",
              export.mapping().toString(),
              "--bootstrap-servers",
              "localhost:" + brokerPort,
              "--rejects",
              output.getPath() + ".rejects.csv",
              export.folder().toString()));
    }

    /// The version of all that was imported: the API reads it a moment after the import has ended.
    JsonNode learned(Exported export) {
      return await()
          .atMost(Trial.PATIENCE)
          .until(
              () -> profile().path("version"),
              version -> version.at("/learned/totals/observations").asInt() == export.deals());
    }

    JsonNode profile() {
      return api.ask(Trial.DEFAULT).body();
    }

    long observations() {
      return profile().at("/live/totals/observations").asLong();
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
      api.close();
      process.destroy();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("it did not stop within 30 s, see " + output);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean isReady() {
      if (!process.isAlive()) {
        throw new AssertionError("it ended with %d, see %s".formatted(process.exitValue(), output));
      }
      try {
        return api.ask("/health/readiness").isGood() && api.ask("/profiles").isGood();
      } catch (Refusal e) {
        return false;
      }
    }
  }
}
