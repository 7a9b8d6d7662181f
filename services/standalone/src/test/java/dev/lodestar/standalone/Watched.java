package dev.lodestar.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.simulator.Happening;
import dev.lodestar.simulator.World;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A world told to a Lodestar day by day, and the evidence that it ought to have made of it.
final class Watched {

  private final Iterator<Happening> happenings;
  private final Trial trial;
  private final Map<String, Ledger> ledgers = new HashMap<>();
  private Happening next;

  Watched(World world, Trial trial) {
    this.happenings = world.happenings();
    this.trial = trial;
    this.next = happenings.next();
  }

  /// Tells the days before this one that were not told yet, and returns how many events that were.
  int tellUntil(int day) {
    int told = 0;
    for (; next.day() < day; next = happenings.next()) {
      var event = next.event();
      trial.tell(event);
      var first = Ledger.empty(event.accountId()).after(event);
      ledgers.merge(event.accountId(), first, (ledger, _) -> ledger.after(event));
      told++;
    }
    trial.flush();
    return told;
  }

  /// What there is to count of the deals told so far.
  Counts counts() {
    List<Outcome> outcomes =
        ledgers.values().stream()
            .flatMap(ledger -> Observations.of(ledger).stream())
            .map(Observation::outcome)
            .toList();
    long won = outcomes.stream().filter(Outcome.Won.class::isInstance).count();
    long churned =
        outcomes.stream()
            .filter(o -> o instanceof Outcome.Won(var churnedAt) && churnedAt.isPresent())
            .count();
    return new Counts(outcomes.size(), won, churned);
  }

  /// Closed deals, those won, and those of them whose customer left.
  record Counts(long observations, long won, long churned) {

    static Counts in(JsonNode totals) {
      return new Counts(
          totals.path("observations").asLong(),
          totals.path("won").asLong(),
          totals.path("churned").asLong());
    }
  }
}
