package dev.lodestar.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lodestar.simulator.EventSender;
import dev.lodestar.simulator.Pace;
import dev.lodestar.simulator.SimulatorRunner;
import dev.lodestar.simulator.SimulatorRunner.Script;
import dev.lodestar.standalone.asking.ApiClient;
import dev.lodestar.standalone.demo.DemoWorld;
import dev.lodestar.standalone.demo.Narrator;
import dev.lodestar.standalone.running.DataFolder;
import dev.lodestar.standalone.running.Log;
import dev.lodestar.standalone.running.Refusal;
import dev.lodestar.standalone.running.Standalone;
import dev.lodestar.standalone.running.StopSignal;
import dev.lodestar.standalone.terminal.Terminal;
import dev.lodestar.wire.RegistrySettings;
import dev.lodestar.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs all of Lodestar in this process, with a simulated market to learn from.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs all of Lodestar in this process with a simulated market to learn from: two years in two"
          + " minutes, then on at a trickle. Shows the first ideal customer profile, then a line for"
          + " every new version. Halfway the market changes, and the learner has to find out.",
    },
    footer = {
      "",
      "Examples:",
      "  ./lodestar demo",
      "  ./lodestar demo --seed 7 --speed 2        another market, slower",
      "  ./lodestar demo --keep                    goes on with the market of the last demo",
    })
final class DemoCommand implements Runnable {

  /// How long a first profile without criteria is held back, for one with.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration WATCH = Duration.ofMillis(500);

  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private final PortOptions ports = new PortOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".lodestar/demo",
      description = "The folder that keeps everything; emptied first (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  @Option(
      names = "--keep",
      description = "Go on with what the folder holds instead of emptying it.")
  private boolean keep;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Which market (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Simulated days per second (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "730",
      description = "How many days ago the market begins (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--drift",
      paramLabel = "DAY",
      defaultValue = "365",
      description = "On which day the market changes; -1 for never (default: ${DEFAULT-VALUE}).")
  private int drift;

  @Option(
      names = "--accounts-per-day",
      paramLabel = "N",
      defaultValue = "15",
      description = "How many accounts turn up on a day, on average (default: ${DEFAULT-VALUE}).")
  private double accountsPerDay;

  DemoCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    ports.requireFree();
    try (var stop = StopSignal.install();
        var folder = keep ? DataFolder.open(data) : DataFolder.openEmpty(data)) {
      Log.to(folder.log());
      DemoWorld world = world(folder);
      try (var lodestar = ports.start(folder, terminal);
          var api = new ApiClient(lodestar.uri())) {
        define(api);
        var narrator = new Narrator(terminal, api, world.driftDay());
        try (var sender = sender(lodestar);
            var simulator =
                SimulatorRunner.start(world.world(), script(world, narrator), sender, clock)) {
          watch(lodestar, narrator, simulator, stop);
          terminal.say("stopping…");
        }
      }
    }
  }

  private DemoWorld world(DataFolder folder) {
    if (keep && DemoWorld.isKeptIn(folder.path())) {
      DemoWorld kept = DemoWorld.keptIn(folder.path());
      terminal.say("going on with the market of seed %d".formatted(kept.seed()));
      return kept;
    }
    var fresh = new DemoWorld(seed, clock.instant(), days, accountsPerDay, drift);
    fresh.keepIn(folder.path());
    return fresh;
  }

  private Script script(DemoWorld world, Narrator narrator) {
    return new Script(
        new Pace.DaysPerSecond(speed),
        Integer.MAX_VALUE,
        day -> {
          narrator.dayBegins(day);
          if (day == world.days()) {
            narrator.presentReached();
          }
        });
  }

  /// What was true three months ago counts half, so that a market that changes is found out.
  private static void define(ApiClient api) {
    var nodes = JsonNodeFactory.instance;
    var definition = nodes.objectNode().put("halfLife", "P90D");
    definition.set("publication", nodes.objectNode().put("minimumInterval", "PT3S"));
    var answer = api.put("/profiles/default/definition", definition);
    if (!answer.isGood()) {
      throw new Refusal(
          "The demo's profile was not accepted: " + answer.body().path("detail").asText());
    }
  }

  private static EventSender sender(Standalone lodestar) {
    return EventSender.open(
        Map.of("bootstrap.servers", lodestar.bootstrapServers()),
        Topics.DEFAULT_PREFIX,
        RegistrySettings.EMBEDDED);
  }

  private void watch(
      Standalone lodestar, Narrator narrator, SimulatorRunner simulator, StopSignal stop) {
    long begin = System.nanoTime();
    try {
      while (!stop.await(WATCH)) {
        if (lodestar.hasStopped()) {
          throw new Refusal(
              "The refinery gave up: the reason is in the log file of the data folder.");
        }
        simulator
            .failure()
            .ifPresent(e -> {
              throw e;
            });
        narrator.tellNews(System.nanoTime() - begin < PATIENCE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
