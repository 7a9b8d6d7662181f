package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountPast.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes an [AccountPast] down, change by change, each attribute in order of time.
final class PastRecorder {

  private final Instant since;
  private final Map<String, List<Change>> changes = new HashMap<>();

  PastRecorder(Instant since) {
    this.since = since;
  }

  /// From a time on the attribute has this value; often that is the value it has.
  void set(String attribute, Instant at, Optional<AttributeValue> value) {
    var list = changes.get(attribute);
    if (list == null) {
      if (value.isEmpty()) {
        return;
      }
      list = new ArrayList<>();
      list.add(new Change(since, Optional.empty()));
      changes.put(attribute, list);
    }
    if (!list.isEmpty() && list.getLast().value().equals(value)) {
      return;
    }
    if (!list.isEmpty() && list.getLast().at().equals(at)) {
      list.removeLast(); // what was so for no time at all
    }
    if (list.isEmpty() || !list.getLast().value().equals(value)) {
      list.add(new Change(at, value));
    }
  }

  /// What the attribute was up to now cannot be told.
  void forget(String attribute) {
    changes.computeIfAbsent(attribute, _ -> new ArrayList<>()).clear();
  }

  AccountPast past() {
    var kept = new TreeMap<String, List<Change>>();
    changes.forEach((attribute, list) -> {
      if (!list.isEmpty() && !isSinceEver(list)) {
        kept.put(
            attribute,
            list.subList(Math.max(0, list.size() - AccountPast.MAX_CHANGES), list.size()));
      }
    });
    return new AccountPast(since, kept);
  }

  private boolean isSinceEver(List<Change> list) {
    return list.size() == 1 && list.getFirst().at().equals(since);
  }
}
