package dev.lodestar.core.fit;

import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.learner.Posterior;
import java.util.List;
import java.util.Map;

/// Where the observed deals lie, so that a probability can be read as a score and a tier.
///
/// @param percentiles the fit at or below which 1, 2, … 99 per cent of the observed deals lie;
///   empty when there are none
/// @param cutA the lowest fit of tier A; likewise `cutB`, `cutC`
public record FitScale(List<Double> percentiles, double cutA, double cutB, double cutC) {

  private static final double LOG_3 = StrictMath.log(3);
  private static final double LOG_1_5 = StrictMath.log(1.5);

  public FitScale {
    percentiles = List.copyOf(percentiles);
    if (!(cutA >= cutB && cutB >= cutC)) {
      throw new IllegalArgumentException(
          "tier cuts must descend: " + cutA + ", " + cutB + ", " + cutC);
    }
  }

  /// The scale that the observed deals make, each weighing what the evidence says it weighs. Every
  /// tier holds as nearly the share wanted as deals of equal fit allow, which are never torn apart.
  public static FitScale of(Posterior posterior, EvidenceTable table, TierShares shares) {
    var prepared = new PreparedPosterior(posterior);
    var observed = new ObservedFits();
    for (var combination : table.paired(posterior.scheme().pairs()).combinations()) {
      observed.add(prepared.probability(combination.levels()), table.weight(combination));
    }
    return observed.isEmpty() ? around(prepared.probability(Map.of())) : observed.scale(shares);
  }

  /// The scale while no deal was observed, around the fit of an account of which nothing is known:
  /// tier A begins at three times its odds, B at one and a half, C at two thirds. Beliefs alone can
  /// so lift an account out of tier C, where ignorance leaves it.
  static FitScale around(double averageFit) {
    double logOdds = Probability.logOdds(averageFit);
    return new FitScale(
        List.of(),
        Millionths.rounded(Probability.ofLogOdds(logOdds + LOG_3)),
        Millionths.rounded(Probability.ofLogOdds(logOdds + LOG_1_5)),
        Millionths.rounded(Probability.ofLogOdds(logOdds - LOG_1_5)));
  }

  /// How many per cent of the observed deals fit less well, in [0, 100]; equal ones count by half,
  /// and 50 when none were observed.
  public int score(double probability) {
    if (percentiles.isEmpty()) {
      return 50;
    }
    int below = 0;
    while (below < percentiles.size() && percentiles.get(below) < probability) {
      below++;
    }
    int atMost = below;
    while (atMost < percentiles.size() && percentiles.get(atMost) <= probability) {
      atMost++;
    }
    int last = percentiles.size();
    return ((below == last ? 100 : below) + (atMost == last ? 100 : atMost) + 1) / 2;
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
