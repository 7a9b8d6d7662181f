package dev.lodestar.core.evidence;

/// How much a profile has seen.
///
/// @param observations closed deals that count: won + lost
/// @param churned of the won, those whose customer left since
/// @param good sum of desirability
/// @param effectiveSize sum of the evidence's weights after decay
public record EvidenceTotals(
    long observations, long won, long lost, long churned, double good, double effectiveSize) {

  public static final EvidenceTotals NONE = new EvidenceTotals(0, 0, 0, 0, 0, 0);
}
