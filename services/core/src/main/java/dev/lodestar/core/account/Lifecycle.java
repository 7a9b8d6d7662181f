package dev.lodestar.core.account;

/// Where an account stands with us.
public enum Lifecycle {
  /// No deal yet, or none that still says anything.
  PROSPECT,
  /// A deal is live.
  IN_DEAL,
  /// Won, and not churned since.
  CUSTOMER,
  /// Churned, or the last deal was lost, and no deal is live.
  LAPSED
}
