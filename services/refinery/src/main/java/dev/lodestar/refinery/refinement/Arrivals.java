package dev.lodestar.refinery.refinement;

import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.util.Optional;

/// What became known to a profile since its newest version.
///
/// @param won deals newly known as won; likewise `lost`
/// @param churned won deals whose customer is newly known to have left
/// @param corrected observations replaced or withdrawn for any other reason
record Arrivals(long won, long lost, long churned, long corrected) {

  static final Arrivals NONE = new Arrivals(0, 0, 0, 0);

  /// All that is known, for a first version: it was not told before, so nothing corrects it, and in
  /// which order it arrived makes no difference.
  static Arrivals of(EvidenceTotals totals) {
    return new Arrivals(totals.won(), totals.lost(), totals.churned(), 0);
  }

  /// These arrivals and one more change of what is known of a deal.
  Arrivals and(Optional<Observation> before, Optional<Observation> after) {
    if (after.isEmpty()) {
      return before.isEmpty() ? this : new Arrivals(won, lost, churned, corrected + 1);
    }
    boolean left = hasChurned(after.get());
    if (before.isPresent()) {
      return left && !hasChurned(before.get()) && isWon(before.get())
          ? new Arrivals(won, lost, churned + 1, corrected)
          : new Arrivals(won, lost, churned, corrected + 1);
    }
    return isWon(after.get())
        ? new Arrivals(won + 1, lost, churned + (left ? 1 : 0), corrected)
        : new Arrivals(won, lost + 1, churned, corrected);
  }

  /// These arrivals without the earlier ones.
  Arrivals minus(Arrivals earlier) {
    return new Arrivals(
        won - earlier.won,
        lost - earlier.lost,
        churned - earlier.churned,
        corrected - earlier.corrected);
  }

  private static boolean isWon(Observation observation) {
    return observation.outcome() instanceof Outcome.Won;
  }

  private static boolean hasChurned(Observation observation) {
    return observation.outcome() instanceof Outcome.Won(var churnedAt) && churnedAt.isPresent();
  }
}
