package dev.lodestar.standalone.demo;

import dev.lodestar.simulator.Timeline;
import dev.lodestar.simulator.World;
import dev.lodestar.simulator.WorldSettings;
import dev.lodestar.standalone.running.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Properties;

/// Which world a demo tells, so that it can go on with the same one.
///
/// @param now where its past ends and its trickle begins
/// @param driftDay negative for none
public record DemoWorld(long seed, Instant now, int days, double accountsPerDay, int driftDay) {

  private static final String FILE = "demo.properties";

  /// How long a day of the world takes once it has caught up with the present.
  private static final Duration TRICKLE_DAY = Duration.ofMinutes(1);

  public World world() {
    return new World(
        new WorldSettings(
            seed,
            Timeline.endingAt(now, days, TRICKLE_DAY),
            accountsPerDay,
            driftDay < 0 ? OptionalInt.empty() : OptionalInt.of(driftDay)));
  }

  public static boolean isKeptIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  public static DemoWorld keptIn(Path folder) {
    var kept = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve(FILE), StandardCharsets.UTF_8)) {
      kept.load(reader);
      return new DemoWorld(
          Long.parseLong(kept.getProperty("seed")),
          Instant.parse(kept.getProperty("now")),
          Integer.parseInt(kept.getProperty("days")),
          Double.parseDouble(kept.getProperty("accountsPerDay")),
          Integer.parseInt(kept.getProperty("driftDay")));
    } catch (IOException e) {
      throw new Refusal("The demo kept in %s cannot be read (%s).".formatted(folder, e), e);
    }
  }

  public void keepIn(Path folder) {
    var kept = new Properties();
    kept.setProperty("seed", Long.toString(seed));
    kept.setProperty("now", now.toString());
    kept.setProperty("days", Integer.toString(days));
    kept.setProperty("accountsPerDay", Double.toString(accountsPerDay));
    kept.setProperty("driftDay", Integer.toString(driftDay));
    try (var writer = Files.newBufferedWriter(folder.resolve(FILE), StandardCharsets.UTF_8)) {
      kept.store(writer, "The simulated world of this demo");
    } catch (IOException e) {
      throw new Refusal("The demo cannot be kept in %s (%s).".formatted(folder, e), e);
    }
  }
}
