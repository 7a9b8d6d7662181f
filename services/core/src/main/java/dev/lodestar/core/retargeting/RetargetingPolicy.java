package dev.lodestar.core.retargeting;

import dev.lodestar.core.fit.FitMove;
import dev.lodestar.core.fit.Probability;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.TierHysteresis;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When a lapsed account is worth another conversation: its tier has reached the bar, was below it
/// when it lapsed, and some time has passed since.
///
/// A pure function of what stands and of the decision that stands, so that every crossing of the
/// bar leads to exactly one decision, however often it is asked.
///
/// @param bar the tier to reach
/// @param coolDown how long an account is left alone after it lapsed
public record RetargetingPolicy(Tier bar, Duration coolDown) {

  public static final RetargetingPolicy DEFAULT =
      new RetargetingPolicy(Tier.B, Duration.ofDays(30));

  public RetargetingPolicy {
    if (bar == Tier.D) {
      throw new IllegalArgumentException("every account reaches tier D");
    }
    if (coolDown.isNegative()) {
      throw new IllegalArgumentException("coolDown is negative: " + coolDown);
    }
  }

  /// The decision to announce; empty when the one that stands still holds.
  public Optional<Retargeting> decide(Optional<Retargeting> standing, Standing now) {
    var candidate = standing.filter(decision -> decision.state() == State.CANDIDATE);
    if (now.lapse().isEmpty()) {
      return candidate.map(decision -> ended(decision, now));
    }
    var lapse = now.lapse().get();
    if (now.tier().isAtLeast(bar) && !lapse.then().tier().isAtLeast(bar)) {
      if (candidate.filter(c -> c.lapsedAt().equals(lapse.then().lapsedAt())).isPresent()) {
        return Optional.empty();
      }
      if (cameToFit(lapse.then(), now)) {
        return Optional.of(decision(State.CANDIDATE, lapse, now));
      }
    }
    return candidate.map(_ -> decision(State.WITHDRAWN, lapse, now));
  }

  /// Hysteresis may have carried a better tier past the lapse: that is not coming to fit.
  private boolean cameToFit(AtLapse then, Standing now) {
    return TierHysteresis.isClearlyAbove(now.fit().probability(), now.bar())
        && !now.at().isBefore(then.lapsedAt().plus(coolDown));
  }

  private Retargeting decision(State state, Standing.Lapse lapse, Standing now) {
    var move = FitMove.between(lapse.then().fit(), lapse.restated(), now.fit());
    double barRose = Probability.logOdds(now.bar()) - Probability.logOdds(lapse.then().bar());
    double byProfile = move.byProfile() - barRose;
    boolean byAccount =
        state == State.CANDIDATE ? move.byAccount() >= byProfile : move.byAccount() <= byProfile;
    return new Retargeting(
        now.accountId(),
        now.profileId(),
        now.version(),
        state,
        byAccount ? Cause.ACCOUNT : Cause.PROFILE,
        now.tier(),
        lapse.then().tier(),
        now.fit().score(),
        lapse.then().lapsedAt(),
        now.at(),
        state == State.WITHDRAWN && now.tier().isAtLeast(bar)
            ? List.of("it lapsed anew")
            : MoveWords.of(state, bar, move, move.average() - barRose));
  }

  /// The account is not lapsed any more.
  private static Retargeting ended(Retargeting decision, Standing now) {
    return new Retargeting(
        now.accountId(),
        now.profileId(),
        now.version(),
        State.WITHDRAWN,
        Cause.ACCOUNT,
        now.tier(),
        decision.tierAtLapse(),
        now.fit().score(),
        decision.lapsedAt(),
        now.at(),
        List.of(
            switch (now.lifecycle()) {
              case IN_DEAL -> "a deal is open";
              case CUSTOMER -> "it is a customer again";
              case PROSPECT, LAPSED -> "its lapse was taken back";
            }));
  }
}
