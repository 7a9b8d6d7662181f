package dev.lodestar.core.fit;

import java.util.List;
import java.util.Optional;

/// The probability that an account becomes a good customer, under one version, with its reasons.
///
/// @param probability moderated by its uncertainty (MacKay, 1992), in (0, 1)
/// @param score how many per cent of the observed deals fit less well, in [0, 100]
/// @param averageLogOdds of the average observed deal; with the weights of the reasons it sums to
///   `logOdds`
/// @param standardError of `logOdds`
/// @param reasons one per known attribute, strongest first
/// @param unknown attributes the version knows and the account does not, most important first
public record Fit(
    double probability,
    int score,
    Tier tier,
    double logOdds,
    double standardError,
    double averageLogOdds,
    List<Reason> reasons,
    List<String> unknown) {

  public Fit {
    if (!(probability >= 0 && probability <= 1)) { // also rejects NaN
      throw new IllegalArgumentException("probability not within [0, 1]: " + probability);
    }
    reasons = List.copyOf(reasons);
    unknown = List.copyOf(unknown);
  }

  /// What an attribute adds; absent when the account's is unknown.
  public Optional<Reason> reason(String attribute) {
    return reasons.stream().filter(reason -> reason.attribute().equals(attribute)).findFirst();
  }
}
