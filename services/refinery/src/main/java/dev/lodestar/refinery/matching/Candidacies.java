package dev.lodestar.refinery.matching;

import dev.lodestar.core.retargeting.FrequencyCap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/// When accounts were announced as candidates, under any profile: what a frequency cap counts.
record Candidacies(KeyValueStore<String, List<Instant>> store) {

  static final String STORE = "candidacies";

  /// Oldest first, and none that no cap asks for any more.
  List<Instant> of(String accountId, Instant now) {
    List<Instant> known = store.get(accountId);
    return known == null
        ? List.of()
        : known.stream().filter(time -> time.plus(FrequencyCap.LONGEST).isAfter(now)).toList();
  }

  void add(String accountId, Instant now) {
    var times = new ArrayList<>(of(accountId, now));
    times.add(now);
    times.sort(Instant::compareTo);
    int surplus = Math.max(0, times.size() - FrequencyCap.MOST);
    store.put(accountId, List.copyOf(times.subList(surplus, times.size())));
  }

  void forget(String accountId) {
    store.delete(accountId);
  }
}
