package dev.lodestar.core.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Distinct events of one kind, in an order that does not depend on how they came in.
///
/// Of several events that claim one identity (an event id, a revision) only the first in that order
/// is effective. All of them are kept: which of them is first may change when a late one arrives.
final class Timeline<E extends AccountEvent> {

  private final Comparator<E> order;
  private final Function<E, List<Object>> identities;
  private final List<E> held;
  private final List<E> effective;

  private Timeline(Comparator<E> order, Function<E, List<Object>> identities, List<E> held) {
    this.order = order;
    this.identities = identities;
    this.held = held;
    this.effective = effective(held, identities);
  }

  /// @param order need not be total: what it leaves open is settled by event id, then by content
  /// @param identities of an event, each of which may be effective only once
  static <E extends AccountEvent> Timeline<E> empty(
      Comparator<? super E> order, Function<E, List<Object>> identities) {
    Comparator<E> total =
        ((Comparator<E>) order::compare)
            .thenComparing(AccountEvent::eventId)
            .thenComparing(Object::toString);
    return new Timeline<>(total, identities, List.of());
  }

  /// This timeline and the event; this very instance when it holds the event already.
  Timeline<E> with(E event) {
    int place = Collections.binarySearch(held, event, order);
    if (place >= 0) {
      return this;
    }
    var longer = new ArrayList<E>(held.size() + 1);
    longer.addAll(held.subList(0, -place - 1));
    longer.add(event);
    longer.addAll(held.subList(-place - 1, held.size()));
    return new Timeline<>(order, identities, Collections.unmodifiableList(longer));
  }

  /// The newest `limit` events; the rest is forgotten.
  ///
  /// The newest of a set do not depend on the order in which its members came, nor on forgetting in
  /// between.
  Timeline<E> newest(int limit) {
    return held.size() <= limit
        ? this
        : new Timeline<>(
            order, identities, List.copyOf(held.subList(held.size() - limit, held.size())));
  }

  /// Without the events whose time of occurrence is not to be kept.
  Timeline<E> only(Predicate<Instant> keeps) {
    var kept = held.stream().filter(event -> keeps.test(event.occurredAt())).toList();
    return kept.size() == held.size() ? this : new Timeline<>(order, identities, kept);
  }

  List<E> held() {
    return held;
  }

  List<E> effective() {
    return effective;
  }

  private static <E> List<E> effective(List<E> held, Function<E, List<Object>> identities) {
    var seen = new HashSet<Object>();
    boolean allDiffer = true;
    var first = new ArrayList<E>(held.size());
    for (E event : held) {
      List<Object> claimed = identities.apply(event);
      if (Collections.disjoint(claimed, seen)) {
        seen.addAll(claimed);
        first.add(event);
      } else {
        allDiffer = false;
      }
    }
    return allDiffer ? held : Collections.unmodifiableList(first);
  }
}
