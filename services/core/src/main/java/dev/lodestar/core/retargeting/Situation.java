package dev.lodestar.core.retargeting;

import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.TierHysteresis;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that a policy looks at to judge an account under a profile.
///
/// @param lapsed present exactly while the account has lapsed
/// @param tier with hysteresis, as subscribers know it
/// @param scale of the version in force
/// @param disqualified whether the profile rules it out
/// @param announced when it was announced as a candidate before, under any profile
/// @param at the time that is now
public record Situation(
    Optional<Lapsed> lapsed,
    double probability,
    Tier tier,
    FitScale scale,
    boolean disqualified,
    List<Instant> announced,
    Instant at) {

  public Situation {
    announced = List.copyOf(announced);
  }

  /// How an account lapsed.
  ///
  /// @param tier it was in when it did
  /// @param reason as it was told, if it was
  public record Lapsed(Instant at, Tier tier, Optional<String> reason) {}

  boolean reaches(Tier bar) {
    return tier.isAtLeast(bar);
  }

  /// Hysteresis may have carried a better tier past the lapse: that is not coming to fit.
  boolean isClearlyAbove(Tier bar) {
    return TierHysteresis.isClearlyAbove(probability, scale.lowestFitOf(bar));
  }
}
