package dev.lodestar.core.retargeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.Situation.Lapsed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where an account stands under a profile now, with all it takes to say why.
///
/// @param tier with hysteresis, as subscribers know it
/// @param scale of this version
/// @param ruledOut present exactly while the profile disqualifies it
/// @param lapse present exactly while the account has lapsed
/// @param announced when it was announced as a candidate before, under any profile
/// @param at the time that is now
public record Standing(
    String accountId,
    String profileId,
    int version,
    Lifecycle lifecycle,
    Fit fit,
    Tier tier,
    FitScale scale,
    Optional<RuledOut> ruledOut,
    Optional<Lapse> lapse,
    List<Instant> announced,
    Instant at) {

  public Standing {
    if (lapse.isPresent() != (lifecycle == Lifecycle.LAPSED)) {
      throw new IllegalArgumentException("lifecycle " + lifecycle + " with lapse " + lapse);
    }
    announced = List.copyOf(announced);
  }

  /// What an account was like when it lapsed.
  ///
  /// @param reason for which it lapsed, as it was told, if it was
  /// @param then the fit, under the version of the time
  /// @param restated the fit of the same attributes, under the present version
  public record Lapse(Optional<String> reason, AtLapse then, Fit restated) {}

  /// What disqualifies an account.
  ///
  /// @param by in words, most important first
  /// @param byProfile whether the same would rule it out as it was when it was last decided about
  public record RuledOut(List<String> by, boolean byProfile) {

    public RuledOut {
      by = List.copyOf(by);
    }
  }

  /// What a policy looks at.
  public Situation situation() {
    return new Situation(
        lapse.map(l -> new Lapsed(l.then().lapsedAt(), l.then().tier(), l.reason())),
        fit.probability(),
        tier,
        scale,
        ruledOut.isPresent(),
        announced,
        at);
  }
}
