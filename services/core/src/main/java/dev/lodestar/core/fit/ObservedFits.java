package dev.lodestar.core.fit;

import dev.lodestar.core.definition.TierShares;
import java.util.ArrayList;
import java.util.List;

/// How the observed deals are spread over the fits from 0 to 1, by weight.
final class ObservedFits {

  private static final int FITS = 1_000_001;

  private final long[] weightAt = new long[FITS];
  private long total;

  /// @param weight not negative; kept to a millionth, so that the order of adding does not matter
  void add(double fit, double weight) {
    long millionths = Millionths.of(weight);
    weightAt[(int) Millionths.of(fit)] += millionths;
    total += millionths;
  }

  FitScale scale(TierShares shares) {
    return new FitScale(
        percentiles(),
        cut(shares.a()),
        cut(shares.a() + shares.b()),
        cut(shares.a() + shares.b() + shares.c()));
  }

  boolean isEmpty() {
    return total == 0;
  }

  private List<Double> percentiles() {
    var percentiles = new ArrayList<Double>();
    long atOrBelow = 0;
    for (int fit = 0; fit < FITS && percentiles.size() < 99; fit++) {
      atOrBelow += weightAt[fit];
      while (percentiles.size() < 99 && atOrBelow >= total / 100.0 * (percentiles.size() + 1)) {
        percentiles.add(Millionths.toDouble(fit));
      }
    }
    return percentiles;
  }

  /// The lowest fit of the best deals that come nearest to a share of all; of two equally near
  /// choices, the one with fewer deals. Deals of one fit are never torn apart, so the choice may be
  /// none of them: then just above the best.
  private double cut(double share) {
    double wanted = share * total;
    long above = 0;
    int cut = FITS;
    for (int fit = FITS - 1; fit >= 0; fit--) {
      if (weightAt[fit] > 0) {
        long atLeast = above + weightAt[fit];
        cut = cut == FITS ? fit + 1 : cut;
        if (Math.abs(atLeast - wanted) >= Math.abs(above - wanted)) {
          return Millionths.toDouble(Math.min(cut, FITS - 1));
        }
        above = atLeast;
        cut = fit;
      }
    }
    return Millionths.toDouble(Math.min(cut, FITS - 1));
  }
}
