package dev.lodestar.core.learner;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.evidence.LevelScheme;
import java.util.List;

/// What hypotheses say of the levels of one attribute.
final class Belief {

  private final double[] mean;
  private final double[] precision;

  private Belief(int levels) {
    mean = new double[levels];
    precision = new double[levels];
  }

  /// @param informationPerDeal of an average deal about its log-odds: p(1 − p) at the base rate
  static Belief of(
      List<Hypothesis> hypotheses, LevelScheme scheme, int attribute, double informationPerDeal) {
    var belief = new Belief(scheme.levels(attribute));
    for (var hypothesis : hypotheses) {
      if (!hypothesis.attribute().equals(scheme.attributes().get(attribute))) {
        continue;
      }
      double believed =
          switch (hypothesis.direction()) {
            case GOOD -> Hypothesis.BELIEVED_LOG_ODDS;
            case BAD -> -Hypothesis.BELIEVED_LOG_ODDS;
          };
      double precision = hypothesis.precision(informationPerDeal);
      for (int level : levels(scheme, attribute, hypothesis.level())) {
        belief.add(level, believed, precision);
      }
    }
    return belief;
  }

  static Belief none(int levels) {
    return new Belief(levels);
  }

  int size() {
    return mean.length;
  }

  double[] mean() {
    return mean.clone();
  }

  /// Of the belief about a level; 0 when there is none.
  double precision(int level) {
    return precision[level];
  }

  boolean isNone() {
    for (double p : precision) {
      if (p > 0) {
        return false;
      }
    }
    return true;
  }

  private void add(int level, double believed, double extra) {
    double total = precision[level] + extra;
    mean[level] += (believed - mean[level]) * extra / total;
    precision[level] = total;
  }

  private static int[] levels(LevelScheme scheme, int attribute, String level) {
    var reading = scheme.reading(attribute);
    int labelled = reading.labels().indexOf(level);
    if (labelled >= 0) {
      return new int[] {labelled};
    }
    return reading.levelsOf(new AttributeValue.Text(level)).orElse(new int[0]);
  }
}
