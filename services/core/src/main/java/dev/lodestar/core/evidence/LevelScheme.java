package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the attributes that a profile looks at become levels, numbered throughout.
///
/// The levels of all attributes are numbered as columns 0 … [#columns()]`−1`, attribute by
/// attribute in the order of their names. That an attribute is unknown is column [#columns()]` +
/// i`, with `i` the attribute's place.
public final class LevelScheme {

  public static final LevelScheme EMPTY = new LevelScheme(java.util.Collections.emptySortedMap());

  private final List<String> attributes;
  private final List<Reading> readings;
  private final int[] offsets;

  public LevelScheme(SortedMap<String, Reading> readings) {
    this.attributes = List.copyOf(readings.keySet());
    this.readings = List.copyOf(readings.values());
    this.offsets = new int[attributes.size() + 1];
    for (int a = 0; a < attributes.size(); a++) {
      offsets[a + 1] = offsets[a] + this.readings.get(a).labels().size();
    }
  }

  /// The attributes, by name.
  public List<String> attributes() {
    return attributes;
  }

  public Reading reading(int attribute) {
    return readings.get(attribute);
  }

  public int size() {
    return attributes.size();
  }

  /// How many levels there are in all.
  public int columns() {
    return offsets[attributes.size()];
  }

  /// The column of an attribute's first level.
  public int offset(int attribute) {
    return offsets[attribute];
  }

  public int levels(int attribute) {
    return offsets[attribute + 1] - offsets[attribute];
  }

  /// The attribute that a column of a level or of "unknown" belongs to.
  public int attributeOf(int column) {
    if (column >= columns()) {
      return column - columns();
    }
    int found = Arrays.binarySearch(offsets, column);
    int attribute = found >= 0 ? found : -found - 2;
    while (offsets[attribute + 1] == offsets[attribute]) {
      attribute++; // an attribute without levels shares its offset with the next
    }
    return attribute;
  }

  /// The pairs among the attributes, by name.
  public List<Reading.Paired> pairs() {
    return readings.stream()
        .filter(Reading.Paired.class::isInstance)
        .map(Reading.Paired.class::cast)
        .toList();
  }

  /// The same attributes with these pairs.
  public LevelScheme with(Collection<Reading.Paired> pairs) {
    var all = new TreeMap<String, Reading>();
    for (int a = 0; a < attributes.size(); a++) {
      all.put(attributes.get(a), readings.get(a));
    }
    pairs.forEach(pair -> all.put(pair.name(), pair));
    return new LevelScheme(all);
  }

  public Levels levelsOf(Map<String, AttributeValue> values) {
    var columns = new ArrayList<Integer>();
    for (int a = 0; a < attributes.size(); a++) {
      int attribute = a;
      readings
          .get(a)
          .levelsOf(attributes.get(a), values)
          .ifPresentOrElse(
              levels ->
                  Arrays.stream(levels).forEach(level -> columns.add(offsets[attribute] + level)),
              () -> columns.add(columns() + attribute));
    }
    return new Levels(columns.stream().mapToInt(Integer::intValue).sorted().toArray());
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof LevelScheme that
        && attributes.equals(that.attributes)
        && readings.equals(that.readings);
  }

  @Override
  public int hashCode() {
    return 31 * attributes.hashCode() + readings.hashCode();
  }

  @Override
  public String toString() {
    return attributes + " read as " + readings;
  }
}
