package dev.lodestar.standalone;

import dev.lodestar.standalone.running.DataFolder;
import dev.lodestar.standalone.running.Log;
import dev.lodestar.standalone.running.Refusal;
import dev.lodestar.standalone.running.Standalone;
import dev.lodestar.standalone.running.StopSignal;
import dev.lodestar.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs all of Lodestar in this process.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Runs all of Lodestar in this process: a Kafka broker, the refinery and the API. Send it events, or"
          + " import some. Ctrl-C stops it; the data stays.",
    },
    footer = {
      "",
      "Examples:",
      "  ./lodestar up",
      "  ./lodestar up --data /srv/lodestar --port 8081 --broker-port 9192",
    })
final class UpCommand implements Runnable {

  private static final Duration WATCH = Duration.ofSeconds(1);

  private final Terminal terminal;

  @Mixin private final PortOptions ports = new PortOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".lodestar/data",
      description = "The folder that keeps everything (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  UpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ports.requireFree();
    try (var stop = StopSignal.install();
        var folder = DataFolder.open(data)) {
      Log.to(folder.log());
      try (var lodestar = ports.start(folder, terminal)) {
        terminal.say(welcome(lodestar));
        watch(lodestar, stop);
        terminal.say("stopping…");
      }
    }
  }

  private List<String> welcome(Standalone lodestar) {
    return List.of(
        "",
        "  page         " + lodestar.uri(),
        "  API          %s/docs".formatted(lodestar.uri()),
        "  Kafka        " + lodestar.bootstrapServers(),
        "  data         " + data.toAbsolutePath().normalize(),
        "",
        "  import CSV   ./lodestar import --mapping FILE CSV…",
        "  send one     echo '{\"accountId\":\"acme\",\"dealId\":\"d-17\",\"stage\":\"WON\",\"amount\":12000}' \\",
        "                 | ./lodestar send deal-outcomes",
        "  ask          ./lodestar profile      ./lodestar status",
        "",
        terminal.faint("Ctrl-C stops it; the data stays."));
  }

  private static void watch(Standalone lodestar, StopSignal stop) {
    try {
      while (!stop.await(WATCH)) {
        if (lodestar.hasStopped()) {
          throw new Refusal(
              "The refinery gave up: the reason is in the log file of the data folder.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
