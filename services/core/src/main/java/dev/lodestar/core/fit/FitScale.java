package dev.lodestar.core.fit;

import java.util.List;

/// Where the observed deals lie, so that a probability can be read as a score and a tier.
///
/// @param percentiles the fit at or below which 1, 2, … 99 per cent of the observed deals lie;
///   empty when there are none
/// @param cutA the lowest fit of tier A; likewise `cutB`, `cutC`
public record FitScale(List<Double> percentiles, double cutA, double cutB, double cutC) {

  public FitScale {
    percentiles = List.copyOf(percentiles);
    if (!(cutA >= cutB && cutB >= cutC)) {
      throw new IllegalArgumentException(
          "tier cuts must descend: " + cutA + ", " + cutB + ", " + cutC);
    }
  }

  /// How many per cent of the observed deals fit less well, in [0, 100]; 50 when none were
  /// observed.
  public int score(double probability) {
    if (percentiles.isEmpty()) {
      return 50;
    }
    int below = 0;
    while (below < percentiles.size() && percentiles.get(below) < probability) {
      below++;
    }
    return below == percentiles.size() ? 100 : below;
  }

  public Tier tier(double probability) {
    if (probability >= cutA) {
      return Tier.A;
    }
    if (probability >= cutB) {
      return Tier.B;
    }
    return probability >= cutC ? Tier.C : Tier.D;
  }

  public double lowestFitOf(Tier tier) {
    return switch (tier) {
      case A -> cutA;
      case B -> cutB;
      case C -> cutC;
      case D -> 0;
    };
  }
}
