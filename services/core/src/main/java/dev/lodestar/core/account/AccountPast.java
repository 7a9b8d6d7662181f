package dev.lodestar.core.account;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an account's attributes were at earlier times.
///
/// Of each attribute the last [#MAX_CHANGES] changes are kept.
///
/// @param since when the earliest event known of the account occurred
/// @param changes by attribute, oldest first; none for one that has had its value since `since`.
///   The first tells the state at `since`, or else what was before it is forgotten
public record AccountPast(Instant since, SortedMap<String, List<Change>> changes) {

  /// How many changes of one attribute are kept.
  public static final int MAX_CHANGES = 24;

  public AccountPast {
    var copy = new TreeMap<String, List<Change>>();
    changes.forEach((name, list) -> {
      if (list.isEmpty()) {
        throw new IllegalArgumentException("no change of " + name);
      }
      for (int i = 1; i < list.size(); i++) {
        if (!list.get(i - 1).at().isBefore(list.get(i).at())) {
          throw new IllegalArgumentException(
              "changes of %s out of order: %s".formatted(name, list.get(i).at()));
        }
      }
      copy.put(name, List.copyOf(list));
    });
    changes = Collections.unmodifiableSortedMap(copy);
  }

  /// A past of which nothing is known.
  public static AccountPast from(Instant since) {
    return new AccountPast(since, new TreeMap<>());
  }

  /// From a time on an attribute had a value, or was unknown.
  public record Change(Instant at, Optional<AttributeValue> value) {}

  /// The attributes as they were at a time, as events that had occurred by then tell; empty before
  /// the first.
  ///
  /// @param current the attributes as they are
  Optional<AttributesThen> at(Instant time, SortedMap<String, AttributeValue> current) {
    if (time.isBefore(since)) {
      return Optional.empty();
    }
    var then = new TreeMap<>(current);
    var forgotten = new TreeSet<String>();
    changes.forEach((name, list) -> {
      then.remove(name);
      var before = list.stream().filter(change -> !change.at().isAfter(time)).toList();
      if (before.isEmpty()) {
        forgotten.add(name);
      } else {
        before.getLast().value().ifPresent(value -> then.put(name, value));
      }
    });
    return Optional.of(new AttributesThen(then, forgotten));
  }
}
