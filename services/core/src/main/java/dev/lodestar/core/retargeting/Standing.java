package dev.lodestar.core.retargeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Tier;
import java.time.Instant;
import java.util.Optional;

/// Where an account stands under a profile now.
///
/// @param tier with hysteresis, as subscribers know it
/// @param bar the lowest fit of the tier that the policy asks for, under this version
/// @param lapse present exactly while the account has lapsed
/// @param at event time of what asks for a decision: of the account's event, or the version's as-of
public record Standing(
    String accountId,
    String profileId,
    int version,
    Lifecycle lifecycle,
    Fit fit,
    Tier tier,
    double bar,
    Optional<Lapse> lapse,
    Instant at) {

  public Standing {
    if (lapse.isPresent() != (lifecycle == Lifecycle.LAPSED)) {
      throw new IllegalArgumentException("lifecycle " + lifecycle + " with lapse " + lapse);
    }
  }

  /// What an account was like when it lapsed.
  ///
  /// @param then the fit, under the version of the time
  /// @param restated the fit of the same attributes, under the present version
  public record Lapse(AtLapse then, Fit restated) {}
}
