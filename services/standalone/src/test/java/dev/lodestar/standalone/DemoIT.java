package dev.lodestar.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemoIT {

  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @Test
  void showsAProfileAndWhereToLookAndEndsWhenTold() throws IOException, InterruptedException {
    Path data = Trial.pathOf("demo");
    Path output = data.resolveSibling("demo.out");
    Files.createDirectories(output.getParent());
    Files.deleteIfExists(output);
    long begin = System.nanoTime();
    Process demo =
        Launch.lodestar(
            output.toFile(),
            List.of(
                "demo",
                "--data",
                data.toString(),
                "--port",
                "0",
                "--broker-port",
                "0",
                "--speed",
                "20"));
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> Files.readString(output, UTF_8), text -> text.contains("Where to look"));
      System.out.printf(
          "The demo showed a profile after %.1f s.%n", (System.nanoTime() - begin) / 1e9);
    } finally {
      begin = System.nanoTime();
      demo.destroy();
    }
    assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();

    System.out.printf("The demo ended within %.1f s.%n", (System.nanoTime() - begin) / 1e9);
    assertThat(demo.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(Files.readString(output, UTF_8))
        .contains("version 1", "Criteria, most important first", "/docs", "curl -s")
        .contains("stopping…")
        .doesNotContain("\u001b", "Exception", "\tat ");
  }
}
