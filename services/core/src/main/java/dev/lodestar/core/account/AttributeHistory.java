package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an account's attributes were at a time, out of all that was ever observed of them.
final class AttributeHistory {

  private AttributeHistory() {}

  /// @param observed in order of time
  static SortedMap<String, AttributeValue> asOf(Instant time, List<AttributesObserved> observed) {
    var values = new TreeMap<String, Optional<AttributeValue>>();
    for (AttributesObserved event : observed) {
      if (!event.occurredAt().isAfter(time)) {
        values.putAll(event.attributes());
      } else {
        // Better an attribute from slightly later than none: enrichment lags behind the deal.
        event
            .attributes()
            .forEach((name, value) -> {
              if (value.isPresent()) {
                values.putIfAbsent(name, value);
              }
            });
      }
    }
    var known = new TreeMap<String, AttributeValue>();
    values.forEach((name, value) -> value.ifPresent(v -> known.put(name, v)));
    return known;
  }

  /// @param observed in order of time
  static void record(List<AttributesObserved> observed, PastRecorder recorder) {
    for (AttributesObserved event : observed) {
      event.attributes().forEach((name, value) -> recorder.set(name, event.occurredAt(), value));
    }
  }
}
