package dev.lodestar.backtest;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.learner.Learner;
import org.jspecify.annotations.Nullable;

/// Lodestar, refitted at the cadence of the replay, with nothing but its own evidence to go by.
final class LodestarContender implements Contender {

  private final Evidence evidence;
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
    return fitting == null ? 0.5 : fitting.fit(deal.observation().attributes()).probability();
  }

  @Override
  public void learn(Case deal) {
    evidence.add(deal.observation());
  }

  @Override
  public void refit() {
    // Filled in against the learner's interface.
  }
}
