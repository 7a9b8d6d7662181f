package dev.lodestar.query.profile;

import dev.lodestar.core.evidence.EvidenceTotals;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/// How much evidence there is.
@Serdeable
@Schema(description = "How much evidence there is.")
public record Totals(
    @Schema(description = "Closed deals that count: won and lost.") long observations,
    long won,
    long lost,
    @Schema(description = "Of the won, those whose customer left since.") long churned,
    @Schema(description = "Sum of desirability.") double good,
    @Schema(description = "What the evidence weighs after decay, in deals.") double effectiveSize) {

  static Totals of(EvidenceTotals totals) {
    return new Totals(
        totals.observations(),
        totals.won(),
        totals.lost(),
        totals.churned(),
        totals.good(),
        totals.effectiveSize());
  }
}
