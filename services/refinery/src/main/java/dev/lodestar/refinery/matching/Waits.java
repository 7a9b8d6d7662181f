package dev.lodestar.refinery.matching;

import dev.lodestar.refinery.agenda.Agenda;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/// Lapsed accounts that have to be left alone for a while: each is on the agenda for when that is
/// over, and can be taken off it.
record Waits(KeyValueStore<String, List<Instant>> store, Agenda agenda) {

  static final String STORE = "waits";

  /// Has an account looked at when its wait is over.
  void begin(Instant due, String accountId, Instant now) {
    List<Instant> known = of(accountId);
    if (known.contains(due)) {
      return;
    }
    var ahead = new ArrayList<>(known.stream().filter(now::isBefore).toList());
    ahead.add(due);
    store.put(accountId, ahead);
    agenda.ask(due, accountId);
  }

  void forget(String accountId) {
    of(accountId).forEach(due -> agenda.drop(due, accountId));
    store.delete(accountId);
  }

  private List<Instant> of(String accountId) {
    List<Instant> known = store.get(accountId);
    return known == null ? List.of() : known;
  }
}
