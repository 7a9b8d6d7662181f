package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.Reading;
import java.util.List;

/// What is known of one attribute: how its values are read, and the weight of each level.
///
/// @param levels in the order of the reading's labels
/// @param spread the prior standard deviation of the weights (τ), chosen by the data; for an
///   ordered attribute, of one step
/// @param pValue chance that the evidence would tell the levels apart this clearly if the attribute
///   did not matter, in [0, 1]; one attribute on its own: see [Posterior#mattering()] for many
/// @param logBayesFactor natural log of how much better the evidence is explained with this
///   attribute than without it, had its weights a spread of 0.35 beforehand
/// @param importance standard deviation of the attribute's contribution over the observed deals, in
///   log-odds
public record AttributeWeights(
    String attribute,
    Reading reading,
    List<LevelWeight> levels,
    double spread,
    double pValue,
    double logBayesFactor,
    double importance) {

  public AttributeWeights {
    levels = List.copyOf(levels);
    if (levels.size() != reading.labels().size()) {
      throw new IllegalArgumentException(
          attribute + " has " + reading.labels().size() + " levels, not " + levels.size());
    }
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("pValue not within [0, 1]: " + pValue);
    }
  }
}
