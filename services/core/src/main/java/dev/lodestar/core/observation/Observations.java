package dev.lodestar.core.observation;

import dev.lodestar.core.account.Deal;
import dev.lodestar.core.account.Ledger;
import java.util.List;
import java.util.TreeMap;

/// The evidence that an account's ledger holds: one observation per closed deal.
public final class Observations {

  private Observations() {}

  /// In order of deal id.
  public static List<Observation> of(Ledger ledger) {
    return ledger.deals().stream()
        .filter(deal -> !deal.isLive())
        .map(deal -> observation(ledger, deal))
        .toList();
  }

  private static Observation observation(Ledger ledger, Deal deal) {
    var attributes = new TreeMap<>(ledger.attributesAt(deal.openedAt()));
    attributes.putAll(deal.attributes());
    return new Observation(
        ledger.accountId(),
        deal.dealId(),
        deal.openedAt(),
        deal.closedAt(),
        deal.isWon() ? new Outcome.Won(ledger.churnedAfter(deal)) : new Outcome.Lost(),
        deal.amount(),
        deal.costs(),
        attributes);
  }
}
