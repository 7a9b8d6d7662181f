package dev.lodestar.core.definition;

import java.time.Duration;

/// What makes a refit worth a new version.
///
/// @param minimumInterval the shortest time between two versions
/// @param weightFloor log-odds below which a moved weight is never material
/// @param tierShare the share of observed deals that must change tier to be material, in (0, 1]
public record Publication(Duration minimumInterval, double weightFloor, double tierShare) {

  public static final Publication DEFAULT = new Publication(Duration.ofSeconds(1), 0.25, 0.2);

  public Publication {
    if (minimumInterval.isNegative()) {
      throw new IllegalArgumentException("minimumInterval is negative: " + minimumInterval);
    }
    if (!(weightFloor > 0 && weightFloor < 100)) {
      throw new IllegalArgumentException("weightFloor must be within (0, 100): " + weightFloor);
    }
    if (!(tierShare > 0 && tierShare <= 1)) {
      throw new IllegalArgumentException("tierShare must be within (0, 1]: " + tierShare);
    }
  }
}
