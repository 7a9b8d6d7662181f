package dev.lodestar.backtest;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Prequential;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.Probability;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Following;
import dev.lodestar.core.learner.Learner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lodestar, refitted at the cadence of the replay, with nothing but its own evidence to go by.
///
/// The service refits within a second of every deal; between the refits of the replay each deal is
/// followed instead, which comes to nearly the same and costs less.
final class LodestarContender implements Contender {

  private static final int SHOWN = 7;
  private final Evidence evidence;
  private final Prequential prequential = new Prequential();
  private final List<List<AttributeWeights>> history = new ArrayList<>();
  private @Nullable Following following;

  LodestarContender(ProfileDefinition definition) {
    this.evidence = new Evidence(definition);
  }

  @Override
  public String name() {
    return "Lodestar";
  }

  @Override
  public double predict(Case deal) {
    var observation = deal.observation();
    return following == null
        ? 0.5
        : moderated(following.atOpening(observation.attributes(), observation.openedAt()));
  }

  @Override
  public double predictAtClose(Case deal) {
    var observation = deal.observation();
    return following == null
        ? 0.5
        : moderated(following.atClose(observation.attributes(), observation.knownAt()));
  }

  private static double moderated(Following.Estimate estimate) {
    return Probability.moderated(estimate.logOdds(), estimate.variance());
  }

  /// How much the attributes that matter most in the end mattered at every refit, in log-odds.
  SortedMap<String, List<Double>> importances() {
    var importances = new TreeMap<String, List<Double>>();
    if (history.isEmpty()) {
      return importances;
    }
    history.getLast().stream()
        .sorted(Comparator.comparingDouble(AttributeWeights::importance).reversed())
        .limit(SHOWN)
        .forEach(a -> importances.put(a.attribute(), over(a.attribute())));
    return importances;
  }

  private List<Double> over(String attribute) {
    return history.stream()
        .map(attributes ->
            attributes.stream()
                .filter(a -> a.attribute().equals(attribute))
                .mapToDouble(AttributeWeights::importance)
                .sum())
        .toList();
  }

  @Override
  public void learn(Case deal) {
    var observation = deal.observation();
    evidence.add(observation);
    if (following != null) {
      following.learn(observation.attributes(), deal.desirability(), observation.knownAt());
    }
  }

  @Override
  public void refit() {
    var halfLife = prequential.grade(evidence).halfLife();
    var learned =
        Learner.learn(evidence.table().remembering(halfLife), evidence.definition().hypotheses());
    following = learned.following();
    history.add(learned.posterior().attributes());
  }
}
