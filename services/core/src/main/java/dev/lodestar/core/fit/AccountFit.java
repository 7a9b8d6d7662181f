package dev.lodestar.core.fit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The fit of one account under the newest version that scored it.
///
/// @param scoredAt event time of what moved it: of the account's event, or the version's as-of
/// @param disqualifiedBy what rules it out, in words, most important first
/// @param tierAtLapse what it was when it lapsed; empty when it has not
public record AccountFit(
    String accountId,
    String profileId,
    int version,
    double probability,
    int score,
    Tier tier,
    Instant scoredAt,
    List<String> disqualifiedBy,
    Optional<Tier> tierAtLapse) {

  public AccountFit {
    disqualifiedBy = List.copyOf(disqualifiedBy);
  }
}
