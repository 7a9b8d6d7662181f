package dev.lodestar.core.retargeting;

import dev.lodestar.core.fit.Tier;
import java.time.Instant;
import java.util.List;

/// The standing answer to whether a lapsed account is worth another conversation under a profile.
///
/// @param cause what moved most since the account lapsed
/// @param tierAtLapse what it was when it lapsed
/// @param decidedAt event time of what led to the decision
/// @param reasons in words, strongest first
public record Retargeting(
    String accountId,
    String profileId,
    int version,
    State state,
    Cause cause,
    Tier tier,
    Tier tierAtLapse,
    int score,
    Instant lapsedAt,
    Instant decidedAt,
    List<String> reasons) {

  public Retargeting {
    reasons = List.copyOf(reasons);
  }

  /// Whether the account is to be talked to, or no longer.
  public enum State {
    CANDIDATE,
    WITHDRAWN
  }

  /// Who moved: the account, or the profile.
  public enum Cause {
    ACCOUNT,
    PROFILE
  }
}
