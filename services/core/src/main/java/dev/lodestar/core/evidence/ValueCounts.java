package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// How often each value of one attribute occurs among the observations that know it.
final class ValueCounts {

  private final String attribute;
  private final Map<AttributeValue, Entry> entries = new HashMap<>();
  private long known;

  /// One value: a single object per distinct value for as long as it occurs, compared by identity.
  static final class Entry {
    final String attribute;
    final AttributeValue value;
    long count;

    Entry(String attribute, AttributeValue value) {
      this.attribute = attribute;
      this.value = value;
    }
  }

  ValueCounts(String attribute) {
    this.attribute = attribute;
  }

  Entry entry(AttributeValue value) {
    return entries.computeIfAbsent(value, v -> new Entry(attribute, v));
  }

  /// Counts the value of an entry, or with a negative number takes it back.
  void count(Entry entry, long times) {
    known += times;
    entry.count += times;
    if (entry.count == 0) {
      entries.remove(entry.value);
    }
  }

  @org.jspecify.annotations.Nullable Entry find(AttributeValue value) {
    return entries.get(value);
  }

  Iterable<Entry> entries() {
    return entries.values();
  }

  long known() {
    return known;
  }

  int distinct() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Observations whose value satisfies a condition.
  long countIf(java.util.function.Predicate<AttributeValue> condition) {
    return entries.values().stream()
        .filter(e -> condition.test(e.value))
        .mapToLong(e -> e.count)
        .sum();
  }

  /// How often each name occurs, as a nominal attribute reads it, by name.
  SortedMap<String, Long> names() {
    return counted((value, sink) -> {
      switch (value) {
        case AttributeValue.Text(var text) -> sink.accept(text);
        case AttributeValue.Quantity(var number) -> sink.accept(Labels.plain(number));
        case AttributeValue.Tags(var tags) -> {
          if (tags.size() == 1) {
            sink.accept(tags.first());
          }
        }
      }
    });
  }

  /// How often each tag occurs, by name.
  SortedMap<String, Long> tags() {
    return counted((value, sink) -> {
      switch (value) {
        case AttributeValue.Text(var text) -> sink.accept(text);
        case AttributeValue.Quantity(var number) -> sink.accept(Labels.plain(number));
        case AttributeValue.Tags(var tags) -> tags.forEach(sink);
      }
    });
  }

  /// How often each number occurs, ascending; values that are not numbers are passed over.
  SortedMap<Double, Long> numbers() {
    return counted((value, sink) -> Numbers.of(value).ifPresent(sink));
  }

  private <K extends Comparable<K>> SortedMap<K, Long> counted(
      BiConsumer<AttributeValue, java.util.function.Consumer<K>> keys) {
    var counts = new TreeMap<K, Long>();
    entries
        .values()
        .forEach(e -> keys.accept(e.value, key -> counts.merge(key, e.count, Long::sum)));
    return counts;
  }
}
