package dev.lodestar.core.account;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The attributes of an account as they were at a time.
///
/// @param known those that had a value
/// @param forgotten those that changed so often since that their value of the time is not kept
public record AttributesThen(SortedMap<String, AttributeValue> known, SortedSet<String> forgotten) {

  public AttributesThen {
    known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
    forgotten = Collections.unmodifiableSortedSet(new TreeSet<>(forgotten));
  }
}
