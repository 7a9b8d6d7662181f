package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A ledger and what follows from it, worked out once.
final class Known {

  private final Ledger ledger;
  private final Instant now;
  private final Duration halfLife;
  private @Nullable AccountView view;
  private @Nullable Map<String, Observation> observations;

  /// @param now of the view
  /// @param halfLife of a visit, for engagement
  Known(Ledger ledger, Instant now, Duration halfLife) {
    this.ledger = ledger;
    this.now = now;
    this.halfLife = halfLife;
  }

  Ledger ledger() {
    return ledger;
  }

  /// Whether there is anything to show: an account that was erased or merged has a ledger, too.
  boolean isThere() {
    return !ledger.isVacant();
  }

  AccountView view() {
    if (view == null) {
      view = ledger.view(now, halfLife);
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
