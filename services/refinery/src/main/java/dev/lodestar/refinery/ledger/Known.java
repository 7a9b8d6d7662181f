package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A ledger and what follows from it, each worked out once.
final class Known {

  private final Ledger ledger;
  private @Nullable AccountView view;
  private @Nullable Map<String, Observation> observations;

  Known(Ledger ledger) {
    this.ledger = ledger;
  }

  Ledger ledger() {
    return ledger;
  }

  AccountView view() {
    if (view == null) {
      view = ledger.view();
    }
    return view;
  }

  /// By observation id.
  Map<String, Observation> observations() {
    if (observations == null) {
      observations = new LinkedHashMap<>();
      for (Observation observation : Observations.of(ledger)) {
        observations.put(observation.id(), observation);
      }
    }
    return observations;
  }
}
