package dev.lodestar.core.evidence;

import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.ProfileDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which attributes a profile looks at and how each becomes levels, found in the values observed.
///
/// An attribute is read as tags when at least half of its values are sets of names, as ordered when
/// more than half are numbers, and as nominal otherwise; a value that cannot be read that way
/// counts as unknown. What the definition says comes first. A function of how often each value
/// occurs, and of nothing else.
///
/// @param leftOut attributes not looked at, by name
public record Discovery(LevelScheme scheme, List<LeftOut> leftOut) {

  /// The most levels that one attribute has besides `other`.
  public static final int MAX_LEVELS = 30;

  /// The most levels that all attributes have together; the least known attributes give way.
  public static final int MAX_COLUMNS = 400;

  /// A name that occurs in fewer observations shares the level `other`.
  public static final int MIN_COUNT = 5;

  /// From this many observations on, an attribute with a value of its own for most is an
  /// identifier.
  static final int IDENTIFIER_FROM = 20;

  public Discovery {
    leftOut = List.copyOf(leftOut);
  }

  static Discovery of(ProfileDefinition definition, SortedMap<String, ValueCounts> counts) {
    var names = new TreeSet<>(counts.keySet());
    definition.hypotheses().forEach(h -> names.add(h.attribute()));
    var readings = new TreeMap<String, Reading>();
    var leftOut = new TreeMap<String, LeftOut>();
    for (String name : names) {
      var believed =
          definition.hypotheses().stream()
              .filter(h -> h.attribute().equals(name))
              .map(Hypothesis::level)
              .distinct()
              .sorted()
              .toList();
      var values = counts.getOrDefault(name, new ValueCounts(name));
      switch (new Typing(definition.ruleFor(name), values, believed).found()) {
        case Typing.Found.Read(var reading) -> readings.put(name, reading);
        case Typing.Found.Left(var why) -> leftOut.put(name, new LeftOut(name, why));
      }
    }
    capColumns(definition, counts, readings, leftOut);
    return new Discovery(new LevelScheme(readings), List.copyOf(leftOut.values()));
  }

  private static void capColumns(
      ProfileDefinition definition,
      SortedMap<String, ValueCounts> counts,
      SortedMap<String, Reading> readings,
      SortedMap<String, LeftOut> leftOut) {
    var believed =
        new TreeSet<>(definition.hypotheses().stream().map(Hypothesis::attribute).toList());
    var leastKnownFirst =
        readings.keySet().stream()
            .filter(name -> !believed.contains(name))
            .sorted(
                Comparator.<String>comparingLong(name -> knownOf(counts, name))
                    .thenComparing(Comparator.reverseOrder()))
            .toList();
    int columns = readings.values().stream().mapToInt(r -> r.labels().size()).sum();
    for (String name : leastKnownFirst) {
      if (columns <= MAX_COLUMNS) {
        return;
      }
      var dropped = readings.remove(name);
      columns -= dropped == null ? 0 : dropped.labels().size();
      leftOut.put(
          name,
          new LeftOut(
              name,
              "other attributes are known more often, and "
                  + MAX_COLUMNS
                  + " levels are the limit"));
    }
  }

  private static long knownOf(Map<String, ValueCounts> counts, String name) {
    var values = counts.get(name);
    return values == null ? 0 : values.known();
  }
}
