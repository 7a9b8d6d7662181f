package dev.lodestar.core.definition;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.observation.Observation;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which observations count for a profile: those that hold one of the named values in each of the
/// named attributes; all when none is named.
public record Scope(SortedMap<String, SortedSet<String>> values) {

  public static final Scope ALL = new Scope(new TreeMap<>());

  public Scope {
    var copy = new TreeMap<String, SortedSet<String>>();
    values.forEach((name, allowed) -> {
      if (allowed.isEmpty()) {
        throw new IllegalArgumentException("scope of " + name + " allows no value");
      }
      copy.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(allowed)));
    });
    values = Collections.unmodifiableSortedMap(copy);
  }

  public boolean contains(Observation observation) {
    return values.entrySet().stream()
        .allMatch(e -> holds(observation.attributes().get(e.getKey()), e.getValue()));
  }

  private static boolean holds(
      @org.jspecify.annotations.Nullable AttributeValue value, Set<String> allowed) {
    return switch (value) {
      case null -> false;
      case AttributeValue.Text(var text) -> allowed.contains(text);
      case AttributeValue.Quantity(var number) -> allowed.contains(plain(number));
      case AttributeValue.Tags(var tags) -> tags.stream().anyMatch(allowed::contains);
    };
  }

  private static String plain(double number) {
    return new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }
}
