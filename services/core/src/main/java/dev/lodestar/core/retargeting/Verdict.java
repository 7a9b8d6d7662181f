package dev.lodestar.core.retargeting;

import java.time.Instant;

/// What a policy makes of an account.
public sealed interface Verdict {

  /// What stands still holds, if anything does.
  record Nothing() implements Verdict {}

  /// It would be a candidate, but has to be left alone for a while.
  record Wait(Instant until) implements Verdict {}

  /// It is to be announced as a candidate.
  record Announce() implements Verdict {}

  /// It is not to be talked to any more.
  record Withdraw(Because because) implements Verdict {}

  /// What speaks against a candidate.
  enum Because {
    NOT_LAPSED,
    LAPSED_ANEW,
    BELOW_THE_BAR,
    /// It was at the bar already when it lapsed.
    AT_THE_BAR_THEN,
    DISQUALIFIED,
    REASON_EXCLUDED
  }
}
