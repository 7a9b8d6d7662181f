package dev.lodestar.refinery.walk;

import static java.util.Objects.requireNonNull;

import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.profile.Rescoring;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Walks over all ledgers of a task, at most one per profile, in slices between live events.
///
/// A walk survives restarts: its cursor is in a store, committed together with what the visits
/// wrote. An account that appears behind the cursor is not visited; its own event sees to it.
public final class Walks {

  private final ReadOnlyKeyValueStore<String, Ledger> ledgers;
  private final KeyValueStore<String, Cursor> store;
  private final Slice slice;
  private final TreeMap<String, Cursor> cursors = new TreeMap<>();
  private String latest = "";

  public Walks(
      ReadOnlyKeyValueStore<String, Ledger> ledgers,
      KeyValueStore<String, Cursor> store,
      Slice slice) {
    this.ledgers = ledgers;
    this.store = store;
    this.slice = slice;
    try (KeyValueIterator<String, Cursor> stored = store.all()) {
      stored.forEachRemaining(entry -> cursors.put(entry.key, entry.value));
    }
  }

  /// Begins the walk of this number, unless it, or a later one, was begun before.
  public void begin(String profileId, long number) {
    Cursor cursor = cursors.get(profileId);
    if (cursor == null || cursor.number() < number) {
      keep(profileId, Cursor.atStart(number));
    }
  }

  /// Does the next slice of one walk, of the profiles in turn.
  public void advance(Visitor visitor) {
    Optional<String> next = nextInTurn();
    if (next.isPresent()) {
      latest = next.get();
      advance(latest, visitor);
    }
  }

  private void advance(String profileId, Visitor visitor) {
    Cursor cursor = requireNonNull(cursors.get(profileId));
    long until = slice.nanoTime().getAsLong() + slice.time().toNanos();
    int visited = 0;
    String last = cursor.last();
    Rescoring tally = Rescoring.NONE;
    // From the smallest key behind the last one.
    try (KeyValueIterator<String, Ledger> rest = ledgers.range(last + '\0', null)) {
      while (rest.hasNext()) {
        if (visited == slice.accounts() || (visited > 0 && slice.nanoTime().getAsLong() >= until)) {
          keep(profileId, cursor.at(last, tally));
          return;
        }
        KeyValue<String, Ledger> entry = rest.next();
        tally = tally.and(visitor.visit(profileId, entry.value));
        last = entry.key;
        visited++;
      }
    }
    Cursor end = cursor.atEnd(tally);
    keep(profileId, end);
    visitor.finished(profileId, end.number(), end.tally());
  }

  private Optional<String> nextInTurn() {
    return Stream.of(cursors.tailMap(latest, false), cursors.headMap(latest, true))
        .flatMap(part -> part.entrySet().stream())
        .filter(entry -> !entry.getValue().finished())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void keep(String profileId, Cursor cursor) {
    cursors.put(profileId, cursor);
    store.put(profileId, cursor);
  }

  /// What is done on a walk.
  public interface Visitor {

    /// Returns what the visit adds to the walk's tally.
    Rescoring visit(String profileId, Ledger ledger);

    /// All accounts were visited.
    ///
    /// @param tally of all visits of the walk, before a restart and after
    void finished(String profileId, long number, Rescoring tally);
  }
}
