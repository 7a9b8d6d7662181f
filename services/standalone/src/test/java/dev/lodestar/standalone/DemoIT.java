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
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DemoIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @Test
  void showsAProfileThenEveryNewVersionAndEndsWhenTold() throws IOException, InterruptedException {
    Path data = Trial.pathOf("demo");
    Path output = data.resolveSibling("demo.out");
    Files.createDirectories(output.getParent());
    Files.deleteIfExists(output);
    Process demo =
        Launch.lodestar(
            output.toFile(),
            List.of("demo", "--data", "" + data, "--port", "0", "--broker-port", "0"));
    try {
      awaitText(demo, output, text -> text.contains("Where to look"));
      awaitText(demo, output, text -> text.matches("(?s).*Where to look.*day \\d+ +version .*"));
    } finally {
      demo.destroy();
    }

    assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    assertThat(Files.readString(output, UTF_8))
        .contains("version 1", "Criteria, most important first", "/docs", "curl -s")
        .contains("stopping…")
        .doesNotContain("\u001b", "Exception", "\tat ");
  }

  private static void awaitText(Process demo, Path output, Predicate<String> expected) {
    await()
        .atMost(PATIENCE)
        .failFast("the demo has ended", () -> !demo.isAlive())
        .until(() -> Files.readString(output, UTF_8), expected);
  }
}
