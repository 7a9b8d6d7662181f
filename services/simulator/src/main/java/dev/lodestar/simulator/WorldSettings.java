package dev.lodestar.simulator;

import java.util.OptionalInt;

/// All that a world depends on: the same settings make the same events, byte for byte.
///
/// @param seed enters every event id, so that worlds of different seeds can share a cluster
/// @param accountsPerDay mean number of accounts that turn up on a day, in (0, 1 000 000]
/// @param driftDay from which day on another profile is the true one
public record WorldSettings(
    long seed, Timeline timeline, double accountsPerDay, OptionalInt driftDay) {

  public WorldSettings {
    if (!(accountsPerDay > 0 && accountsPerDay <= 1_000_000)) {
      throw new IllegalArgumentException(
          "accountsPerDay must be within (0, 1000000]: " + accountsPerDay);
    }
    if (driftDay.isPresent() && driftDay.getAsInt() < 0) {
      throw new IllegalArgumentException("driftDay is negative: " + driftDay.getAsInt());
    }
  }
}
