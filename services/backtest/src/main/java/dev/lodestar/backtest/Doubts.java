package dev.lodestar.backtest;

import dev.lodestar.core.evidence.LevelScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What to doubt about attributes before believing a backtest: those that seem to know the outcome,
/// entered afterwards more likely than prophetic, and those whose blanks tell.
final class Doubts {

  /// An attribute that alone ranks deals this well is suspicious.
  private static final double SUSPICIOUS_AUC = 0.95;

  private static final int MIN_DEALS = 50;

  /// Standard errors beyond which a difference is no chance, however many attributes there are.
  private static final double CLEARLY = 5;

  private Doubts() {}

  /// One sentence per doubt.
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
      tellingBlank(history, a).ifPresent(warnings::add);
    }
    return warnings;
  }

  /// Whether being unknown tells, which is not used: a sentence that says so.
  private static Optional<String> tellingBlank(History history, int attribute) {
    LevelScheme scheme = history.scheme();
    var unknown = new double[2]; // good, all
    var known = new double[2];
    for (Case deal : history.deals()) {
      double[] counts = deal.levels().has(scheme.columns() + attribute) ? unknown : known;
      counts[0] += deal.desirability();
      counts[1]++;
    }
    if (Math.min(unknown[1], known[1]) < MIN_DEALS) {
      return Optional.empty();
    }
    double rateUnknown = unknown[0] / unknown[1];
    double rateKnown = known[0] / known[1];
    double rate = (unknown[0] + known[0]) / (unknown[1] + known[1]);
    double error = Math.sqrt(rate * (1 - rate) * (1 / unknown[1] + 1 / known[1]));
    if (Math.abs(rateUnknown - rateKnown) < Math.max(0.05, CLEARLY * error)) {
      return Optional.empty();
    }
    return Optional.of(
        ("%s is unknown of %.0f%% of the deals, and %.0f%% of these were good, of the others %.0f%%. What"
                + " is unknown speaks for nobody; if a blank is an answer here, let the mapping say so:"
                + " rename: {\"\": not answered}")
            .formatted(
                scheme.attributes().get(attribute),
                100 * unknown[1] / (unknown[1] + known[1]),
                100 * rateUnknown,
                100 * rateKnown));
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
