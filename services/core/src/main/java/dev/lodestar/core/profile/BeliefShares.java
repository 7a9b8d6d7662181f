package dev.lodestar.core.profile;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.learner.AttributeWeights;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much of what a profile says of the levels that hypotheses name is belief; the rest is data.
final class BeliefShares {

  private BeliefShares() {}

  /// By attribute and level, in words: the precision of the belief as a share of the precision of
  /// the weight, in [0, 1], to three decimals.
  static SortedMap<String, Double> of(List<Hypothesis> hypotheses, LearnedProfile learned) {
    var totals = learned.totals();
    double rate = (totals.good() + 1) / (totals.observations() + 2);
    var believed = new TreeMap<String, Double>();
    var surely = new TreeMap<String, Double>();
    for (var hypothesis : hypotheses) {
      for (var attribute : learned.posterior().attributes()) {
        int level = level(hypothesis, attribute);
        if (level >= 0) {
          String words = LevelWords.of(attribute.attribute(), attribute.reading(), List.of(level));
          double error = attribute.levels().get(level).standardError();
          believed.merge(words, hypothesis.precision(rate * (1 - rate)), Double::sum);
          surely.put(words, error > 0 ? 1 / (error * error) : Double.POSITIVE_INFINITY);
        }
      }
    }
    believed.replaceAll((words, precision) ->
        Math.min(1, Math.rint(1000 * precision / surely.getOrDefault(words, precision)) / 1000));
    return believed;
  }

  /// Which level of an attribute a hypothesis is about; −1 when none.
  private static int level(Hypothesis hypothesis, AttributeWeights attribute) {
    if (!hypothesis.attribute().equals(attribute.attribute())) {
      return -1;
    }
    int labelled = attribute.reading().labels().indexOf(hypothesis.level());
    if (labelled >= 0) {
      return labelled;
    }
    return attribute
        .reading()
        .levelsOf(new AttributeValue.Text(hypothesis.level()))
        .filter(levels -> levels.length > 0)
        .map(levels -> levels[0])
        .orElse(-1);
  }
}
