package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.ProfileDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      switch (new Attribute(definition.ruleFor(name), values, believed).read()) {
        case Found.Read(var reading) -> readings.put(name, reading);
        case Found.Left(var why) -> leftOut.put(name, new LeftOut(name, why));
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

  private sealed interface Found {
    record Read(Reading reading) implements Found {}

    record Left(String why) implements Found {}
  }

  /// @param believed levels that hypotheses name
  private record Attribute(AttributeRule rule, ValueCounts values, List<String> believed) {

    Found read() {
      if (rule instanceof AttributeRule.Ignored) {
        return new Found.Left("the definition ignores it");
      }
      if (believed.isEmpty() && values.known() < MIN_COUNT) {
        return new Found.Left("known of fewer than " + MIN_COUNT + " deals");
      }
      return switch (rule) {
        case AttributeRule.Ignored() -> throw new AssertionError("answered above");
        case AttributeRule.Nominal() -> nominal();
        case AttributeRule.Ordered(var bounds) -> ordered(bounds);
        case AttributeRule.Tagged() -> tagged();
        case AttributeRule.Discovered() -> discovered();
      };
    }

    private Found discovered() {
      if (values.isEmpty()) {
        boolean numbers =
            believed.stream().allMatch(b -> Numbers.of(new AttributeValue.Text(b)).isPresent());
        return numbers ? ordered(List.of()) : nominal();
      }
      if (2 * values.countIf(AttributeValue.Tags.class::isInstance) >= values.known()) {
        return tagged();
      }
      if (2 * values.countIf(Attribute::isNumber) > values.known()) {
        return ordered(List.of());
      }
      if (believed.isEmpty()
          && values.known() >= IDENTIFIER_FROM
          && 2L * values.distinct() > values.known()) {
        return new Found.Left(
            "an identifier or free text: "
                + values.distinct()
                + " different values in "
                + values.known()
                + " deals");
      }
      return nominal();
    }

    /// A text with leading zeros is a code, such as a postal code.
    private static boolean isNumber(AttributeValue value) {
      return switch (value) {
        case AttributeValue.Quantity q -> true;
        case AttributeValue.Text(var text) ->
            Numbers.of(value).isPresent()
                && !(text.length() > 1
                    && text.startsWith("0")
                    && Character.isDigit(text.charAt(1)));
        case AttributeValue.Tags t -> false;
      };
    }

    private Found nominal() {
      var names = values.names();
      if (names.size() == 1 && believed.isEmpty()) {
        return new Found.Left("always “" + names.firstKey() + "”");
      }
      var kept = kept(names);
      boolean hasOther = names.keySet().stream().anyMatch(name -> !kept.contains(name));
      if (kept.isEmpty() && hasOther) {
        return new Found.Left("no value occurs in " + MIN_COUNT + " deals");
      }
      if (hasOther) {
        kept.remove(Reading.OTHER);
      }
      return new Found.Read(new Reading.Nominal(List.copyOf(kept), hasOther));
    }

    private Found tagged() {
      var tags = values.tags();
      var kept = kept(tags);
      boolean hasOther = tags.keySet().stream().anyMatch(tag -> !kept.contains(tag));
      if (kept.isEmpty()) {
        return new Found.Left(
            hasOther ? "no tag occurs in " + MIN_COUNT + " deals" : "no deal has a tag");
      }
      boolean same = tags.values().stream().allMatch(count -> count == values.known());
      if (same && believed.isEmpty()) {
        return new Found.Left("the same for all deals");
      }
      if (hasOther) {
        kept.remove(Reading.OTHER);
      }
      return new Found.Read(new Reading.Tagged(List.copyOf(kept), hasOther));
    }

    /// The most frequent names, ties by name, and those believed in; a single rare one keeps its
    /// name.
    private Set<String> kept(SortedMap<String, Long> names) {
      var byCount = new ArrayList<>(names.entrySet());
      byCount.sort(Map.Entry.<String, Long>comparingByValue().reversed());
      var kept = new TreeSet<String>();
      for (var name : byCount) {
        if (kept.size() < MAX_LEVELS && name.getValue() >= MIN_COUNT) {
          kept.add(name.getKey());
        }
      }
      if (kept.size() == names.size() - 1 && kept.size() < MAX_LEVELS) {
        kept.addAll(names.keySet());
      }
      kept.addAll(believed);
      return kept;
    }

    private Found ordered(List<Double> given) {
      var numbers = values.numbers();
      boolean whole =
          numbers.keySet().stream().allMatch(x -> x == Math.rint(x) && Math.abs(x) < 1e15);
      if (!given.isEmpty()) {
        return new Found.Read(new Reading.Ordered(given, whole));
      }
      var bounds = numbers.size() > 1 ? RoundCuts.of(numbers) : RoundCuts.around(believedNumbers());
      if (bounds.isEmpty()) {
        return new Found.Left(constantNumber(numbers));
      }
      return new Found.Read(new Reading.Ordered(bounds, whole));
    }

    private static String constantNumber(SortedMap<Double, Long> numbers) {
      if (numbers.isEmpty()) {
        return "no value is a number";
      }
      return numbers.size() == 1
          ? "always " + Labels.plain(numbers.firstKey())
          : "nearly always the same number";
    }

    private List<Double> believedNumbers() {
      return believed.stream()
          .map(b -> Numbers.of(new AttributeValue.Text(b)))
          .flatMap(Optional::stream)
          .toList();
    }
  }
}
