package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.AttributeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// Finds how one attribute is to be read.
///
/// @param believed levels that hypotheses name
record Typing(AttributeRule rule, ValueCounts values, List<String> believed) {

  /// A reading, or why there is none.
  sealed interface Found {
    record Read(Reading reading) implements Found {}

    record Left(String why) implements Found {}
  }

  Found found() {
    if (rule instanceof AttributeRule.Ignored) {
      return new Found.Left("the definition ignores it");
    }
    if (believed.isEmpty() && values.known() < Discovery.MIN_COUNT) {
      return new Found.Left("known of fewer than " + Discovery.MIN_COUNT + " deals");
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
    if (2 * values.countIf(Typing::isNumber) > values.known()) {
      return ordered(List.of());
    }
    if (believed.isEmpty()
        && values.known() >= Discovery.IDENTIFIER_FROM
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
              && !(text.length() > 1 && text.startsWith("0") && Character.isDigit(text.charAt(1)));
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
      return new Found.Left("no value occurs in " + Discovery.MIN_COUNT + " deals");
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
          hasOther ? "no tag occurs in " + Discovery.MIN_COUNT + " deals" : "no deal has a tag");
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
      if (kept.size() < Discovery.MAX_LEVELS && name.getValue() >= Discovery.MIN_COUNT) {
        kept.add(name.getKey());
      }
    }
    if (kept.size() == names.size() - 1 && kept.size() < Discovery.MAX_LEVELS) {
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
    var bounds =
        numbers.size() > 1 ? RoundCuts.of(numbers) : RoundNumbers.around(believedNumbers());
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
