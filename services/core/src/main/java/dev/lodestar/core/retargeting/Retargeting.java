package dev.lodestar.core.retargeting;

import dev.lodestar.core.fit.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The standing answer to whether a lapsed account is worth another conversation under a profile.
///
/// @param cause what moved most since the account lapsed, or what took it back
/// @param bar the tier that the policy asked for
/// @param tierAtLapse what it was when it lapsed
/// @param decidedAt when it was decided, in the time of events
/// @param moved since it lapsed; empty when it has not
/// @param reasons in words, strongest first
/// @param announced when the account was announced as a candidate, under any profile, oldest first;
///   as far as a frequency cap may ask
public record Retargeting(
    String accountId,
    String profileId,
    int version,
    State state,
    Cause cause,
    Tier bar,
    Tier tier,
    Tier tierAtLapse,
    int score,
    Instant lapsedAt,
    Instant decidedAt,
    Optional<Moved> moved,
    List<String> reasons,
    List<Instant> announced) {

  public Retargeting {
    reasons = List.copyOf(reasons);
    announced = List.copyOf(announced);
  }

  /// Whether the account is to be talked to, or no longer.
  public enum State {
    CANDIDATE,
    WITHDRAWN
  }

  /// Who moved: the account, or the profile; or those who set the policy.
  public enum Cause {
    ACCOUNT,
    PROFILE,
    POLICY
  }

  /// How far an account came towards the bar, in log-odds: by its own changes, and by the
  /// profile's.
  public record Moved(double byAccount, double byProfile) {}
}
