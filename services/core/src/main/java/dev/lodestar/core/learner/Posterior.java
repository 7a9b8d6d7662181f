package dev.lodestar.core.learner;

import java.util.List;

/// What the evidence says: everything needed to compute a fit, with its uncertainty.
///
/// @param averageLogOdds of the average observed deal in the latest period; with an account's
///   weights it sums to the account's log-odds
/// @param covariance of `averageLogOdds` and all level weights
public record Posterior(
    double averageLogOdds,
    List<AttributeWeights> attributes,
    Covariance covariance,
    Baseline baseline) {

  public Posterior {
    attributes = List.copyOf(attributes);
    int numbers = 1 + attributes.stream().mapToInt(a -> a.levels().size()).sum();
    if (covariance.size() != numbers) {
      throw new IllegalArgumentException(
          "covariance of size " + covariance.size() + " for " + numbers + " numbers");
    }
  }
}
