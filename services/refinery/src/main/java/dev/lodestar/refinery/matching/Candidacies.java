package dev.lodestar.refinery.matching;

import static java.util.stream.Collectors.toCollection;

import dev.lodestar.core.account.Candidacy;
import dev.lodestar.core.retargeting.FrequencyCap;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// When accounts were announced as candidates, under any profile: what a frequency cap counts.
///
/// Of each account a set, so that what it inherits may come in any order, and more than once.
public record Candidacies(KeyValueStore<String, SortedSet<Candidacy>> byAccount) {

  public static final String STORE = "candidacies";

  /// The store, for all that share it.
  static StoreBuilder<KeyValueStore<String, SortedSet<Candidacy>>> store() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(STORE), Serdes.String(), new CandidaciesSerde());
  }

  /// Oldest first, and none that no cap asks for any more.
  public SortedSet<Candidacy> of(String accountId, Instant now) {
    SortedSet<Candidacy> known = byAccount.get(accountId);
    return known == null
        ? Collections.emptySortedSet()
        : known.stream()
            .filter(candidacy -> candidacy.at().plus(FrequencyCap.LONGEST).isAfter(now))
            .collect(toCollection(TreeSet::new));
  }

  void add(String accountId, Collection<Candidacy> more, Instant now) {
    var all = new TreeSet<>(of(accountId, now));
    if (all.addAll(more)) {
      while (all.size() > FrequencyCap.MOST) {
        all.removeFirst();
      }
      byAccount.put(accountId, all);
    }
  }

  void forget(String accountId) {
    byAccount.delete(accountId);
  }
}
