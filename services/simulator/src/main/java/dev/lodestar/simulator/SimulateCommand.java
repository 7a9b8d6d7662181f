package dev.lodestar.simulator;

import dev.lodestar.simulator.SimulatorRunner.Script;
import dev.lodestar.wire.Connection;
import dev.lodestar.wire.ConnectionOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Tells a simulated world to a running Lodestar.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Sends the events of a simulated market to a running Lodestar: accounts, visits, deals, churn.",
      "What makes a customer there is known, so that what is learned can be compared with it. The same"
          + " --seed and --now give the same events, ids included.",
    },
    footer = {
      "",
      "Examples:",
      "  ./lodestar simulate                                  two years, as fast as possible",
      "  ./lodestar simulate --pace 7d/s --drift 365          a week a second; then the market turns",
      "  ./lodestar simulate --pace 50/s --seed 42            fifty events a second",
    })
public final class SimulateCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final Duration FAREWELL = Duration.ofSeconds(10);
  private static final int DAYS_BETWEEN_REPORTS = 30;

  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which world; without it another one each time, and its seed is printed.")
  private @Nullable Long seed;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "730",
      description = "How many days, ending now (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description = "When the last day ends, such as 2026-01-01T00:00:00Z (default: now).")
  private @Nullable Instant now;

  @Option(
      names = "--drift",
      paramLabel = "DAY",
      description = "From this day on company size stops mattering, and funding starts to.")
  private @Nullable Integer drift;

  @Option(
      names = "--accounts-per-day",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many accounts turn up on a day, on average (default: ${DEFAULT-VALUE}).")
  private double accountsPerDay;

  @Option(
      names = "--pace",
      paramLabel = "PACE",
      defaultValue = "max",
      description =
          "How fast: max, events per second such as 500/s, or days per second such as 7d/s"
              + " (default: ${DEFAULT-VALUE}).")
  private String pace = "";

  @Mixin private final ConnectionOptions options = new ConnectionOptions();

  /// @param clock tells what now is, and when a happening of the future is due
  public SimulateCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    World world = world();
    Connection connection = options.connection();
    say(
        "seed %d: %,d days from %s to %s, about %,.0f accounts a day%s"
            .formatted(
                world.settings().seed(),
                days,
                world.settings().timeline().start(),
                world.settings().timeline().now(),
                accountsPerDay,
                drift == null ? "" : "; from day " + drift + " on " + Market.driftInWords()));
    var finished = new CountDownLatch(1);
    try (var sender =
            EventSender.open(
                connection.clientConfig(), connection.prefix(), connection.registry());
        var runner = SimulatorRunner.start(world, script(), sender, clock)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runner, finished)));
      runner.await();
      sender.flush();
      say("%,d events sent".formatted(runner.told()));
      return 0;
    } catch (KafkaException e) {
      say(
          "the broker at %s does not take the events: %s"
              .formatted(connection.address(), e.getMessage()));
      return FAILED;
    } finally {
      finished.countDown();
    }
  }

  private World world() {
    try {
      long chosen = seed == null ? clock.instant().getEpochSecond() : seed;
      var timeline =
          Timeline.endingAt(now == null ? clock.instant() : now, days, Duration.ofDays(1));
      var driftDay = drift == null ? OptionalInt.empty() : OptionalInt.of(drift);
      return new World(new WorldSettings(chosen, timeline, accountsPerDay, driftDay));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  private Script script() {
    try {
      return new Script(
          Pace.parse(pace),
          days,
          day -> {
            if (day > 0 && day % DAYS_BETWEEN_REPORTS == 0) {
              say("day %d".formatted(day));
            }
          });
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  /// Ends the telling on Ctrl-C; what was handed over is still sent.
  private static void stop(SimulatorRunner runner, CountDownLatch finished) {
    runner.close();
    try {
      var _ = finished.await(FAREWELL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line) {
    PrintWriter out = spec().commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("not called through picocli");
    }
    return spec;
  }
}
