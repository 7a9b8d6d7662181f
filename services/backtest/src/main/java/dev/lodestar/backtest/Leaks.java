package dev.lodestar.backtest;

import dev.lodestar.core.evidence.LevelScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Attributes that seem to know the outcome: entered afterwards, more likely than prophetic.
final class Leaks {

  /// An attribute that alone ranks deals this well is suspicious.
  private static final double SUSPICIOUS_AUC = 0.95;

  private static final int MIN_DEALS = 50;

  private Leaks() {}

  /// One sentence per suspicious attribute.
  static List<String> warnings(History history) {
    var warnings = new ArrayList<String>();
    LevelScheme scheme = history.scheme();
    if (history.deals().size() < MIN_DEALS) {
      return warnings;
    }
    for (int a = 0; a < scheme.size(); a++) {
      double auc = auc(history, a);
      if (auc > SUSPICIOUS_AUC) {
        warnings.add(
            "%s alone tells good from bad deals in %.0f%% of pairs: is it known before the outcome?"
                .formatted(scheme.attributes().get(a), 100 * auc));
      }
    }
    return warnings;
  }

  /// How well the good rates of an attribute's levels, known in hindsight, rank the deals.
  private static double auc(History history, int attribute) {
    LevelScheme scheme = history.scheme();
    int levels = scheme.levels(attribute) + 1; // the last is "unknown"
    double[] good = new double[levels];
    double[] bad = new double[levels];
    for (Case deal : history.deals()) {
      int level = levels - 1;
      for (int l = 0; l < levels - 1; l++) {
        if (deal.levels().has(scheme.offset(attribute) + l)) {
          level = l;
        }
      }
      good[level] += deal.desirability();
      bad[level] += 1 - deal.desirability();
    }
    Integer[] order = new Integer[levels];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (i, j) -> Double.compare(good[i] * (good[j] + bad[j]), good[j] * (good[i] + bad[i])));
    double badBelow = 0;
    double wins = 0;
    for (int level : order) {
      wins += good[level] * (badBelow + bad[level] / 2);
      badBelow += bad[level];
    }
    double pairs = Arrays.stream(good).sum() * badBelow;
    return pairs == 0 ? 0.5 : wins / pairs;
  }
}
