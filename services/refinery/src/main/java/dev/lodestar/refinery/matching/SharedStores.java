package dev.lodestar.refinery.matching;

import dev.lodestar.core.account.Candidacy;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.refinery.agenda.Agenda;
import dev.lodestar.refinery.agenda.WorldClock;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/// What the ledger and matching, which run in the same tasks, both know.
public record SharedStores(
    StoreBuilder<KeyValueStore<String, Ledger>> ledgers,
    StoreBuilder<KeyValueStore<String, Long>> clock,
    StoreBuilder<KeyValueStore<String, byte[]>> agenda,
    StoreBuilder<KeyValueStore<String, SortedSet<Candidacy>>> candidacies) {

  public static SharedStores of(StoreBuilder<KeyValueStore<String, Ledger>> ledgers) {
    return new SharedStores(ledgers, WorldClock.store(), Agenda.store(), Candidacies.store());
  }

  public Set<StoreBuilder<?>> all() {
    return Set.of(ledgers, clock, agenda, candidacies);
  }
}
