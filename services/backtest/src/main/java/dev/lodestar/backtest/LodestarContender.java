package dev.lodestar.backtest;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Learner;
import dev.lodestar.core.learner.Posterior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lodestar, refitted at the cadence of the replay, with nothing but its own evidence to go by.
final class LodestarContender implements Contender {

  private static final int SHOWN = 7;
  private static final FitScale UNUSED = new FitScale(List.of(), 1, 0.5, 0);

  private final Evidence evidence;
  private final List<List<AttributeWeights>> history = new ArrayList<>();
  private @Nullable Fitting fitting;

  LodestarContender(ProfileDefinition definition) {
    this.evidence = new Evidence(definition);
  }

  @Override
  public String name() {
    return "Lodestar";
  }

  @Override
  public double predict(Case deal) {
    return fitting == null ? 0.5 : fitting.probability(deal.observation().attributes());
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
    evidence.add(deal.observation());
  }

  @Override
  public void refit() {
    Posterior posterior = Learner.fit(evidence);
    fitting = new Fitting(posterior, UNUSED);
    history.add(posterior.attributes());
  }
}
