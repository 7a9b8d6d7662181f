package dev.lodestar.refinery.walk;

import static java.util.Objects.requireNonNull;

import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.profile.Rescoring;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks over all ledgers of a task, at most one of a kind per profile, in slices between live
/// events.
///
/// A walk survives restarts: its cursor is in a store, committed together with what the visits
/// wrote. An account that appears behind the cursor is not visited; its own event sees to it.
public final class Walks {

  private final ReadOnlyKeyValueStore<String, Ledger> ledgers;
  private final KeyValueStore<String, Cursor> store;
  private final Slice slice;
  private final TreeMap<Walk, Cursor> cursors = new TreeMap<>();
  private @Nullable Walk latest;

  public Walks(
      ReadOnlyKeyValueStore<String, Ledger> ledgers,
      KeyValueStore<String, Cursor> store,
      Slice slice) {
    this.ledgers = ledgers;
    this.store = store;
    this.slice = slice;
    try (KeyValueIterator<String, Cursor> stored = store.all()) {
      stored.forEachRemaining(entry -> cursors.put(Walk.ofKey(entry.key), entry.value));
    }
  }

  /// Begins the walk of this number, unless it, or a later one, was begun before.
  ///
  /// @param number what the walk is for, such as a version: the later, the higher
  public void begin(Walk walk, long number) {
    Cursor cursor = cursors.get(walk);
    if (cursor == null || cursor.number() < number) {
      keep(walk, Cursor.atStart(number));
    }
  }

  /// Does the next slice of one walk, of those under way in turn.
  public void advance(Visitor visitor) {
    nextInTurn().ifPresent(next -> advance(next, visitor));
  }

  private void advance(Walk walk, Visitor visitor) {
    latest = walk;
    Cursor cursor = requireNonNull(cursors.get(walk));
    long until = slice.nanoTime().getAsLong() + slice.time().toNanos();
    int visited = 0;
    String last = cursor.last();
    Rescoring tally = Rescoring.NONE;
    // From the smallest key behind the last one.
    try (KeyValueIterator<String, Ledger> rest = ledgers.range(last + '\0', null)) {
      while (rest.hasNext()) {
        if (visited == slice.accounts() || (visited > 0 && slice.nanoTime().getAsLong() >= until)) {
          keep(walk, cursor.at(last, tally));
          return;
        }
        KeyValue<String, Ledger> entry = rest.next();
        tally = tally.and(visitor.visit(walk, entry.value));
        last = entry.key;
        visited++;
      }
    }
    Cursor end = cursor.atEnd(tally);
    keep(walk, end);
    visitor.finished(walk, end.number(), end.tally());
  }

  private Optional<Walk> nextInTurn() {
    return (latest == null
            ? Stream.<SortedMap<Walk, Cursor>>of(cursors)
            : Stream.<SortedMap<Walk, Cursor>>of(
                cursors.tailMap(latest, false), cursors.headMap(latest, true)))
        .flatMap(part -> part.entrySet().stream())
        .filter(entry -> !entry.getValue().finished())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void keep(Walk walk, Cursor cursor) {
    cursors.put(walk, cursor);
    store.put(walk.key(), cursor);
  }

  /// What is done on a walk.
  public interface Visitor {

    /// Returns what the visit adds to the walk's tally.
    Rescoring visit(Walk walk, Ledger ledger);

    /// All accounts were visited.
    ///
    /// @param tally of all visits of the walk, before a restart and after
    void finished(Walk walk, long number, Rescoring tally);
  }
}
