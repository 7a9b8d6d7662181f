package dev.lodestar.core.evidence;

import dev.lodestar.core.account.AttributeValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// How the values of one attribute become levels.
///
/// Levels are numbered from 0 in the order of [#labels()].
public sealed interface Reading {

  /// The label of the level that rare values share.
  String OTHER = "other";

  /// The levels, as people read them.
  List<String> labels();

  /// The levels that a value holds, ascending. Absent when the value cannot be read this way, which
  /// is to be taken as unknown; empty when it can, but holds none of the levels: a name never seen,
  /// or no tag that counts.
  Optional<int[]> levelsOf(AttributeValue value);

  /// The levels that an account holds, given all that is known of it.
  default Optional<int[]> levelsOf(String attribute, Map<String, AttributeValue> values) {
    return Optional.ofNullable(values.get(attribute)).flatMap(this::levelsOf);
  }

  /// One level per name.
  ///
  /// @param values the names, ascending
  /// @param hasOther whether rare names share a last level `other`
  record Nominal(List<String> values, boolean hasOther) implements Reading {

    public Nominal {
      values = Labels.ascending(values);
    }

    @Override
    public List<String> labels() {
      return Labels.named(values, hasOther);
    }

    @Override
    public Optional<int[]> levelsOf(AttributeValue value) {
      return switch (value) {
        case AttributeValue.Text(var text) -> Optional.of(level(text));
        case AttributeValue.Quantity(var number) -> Optional.of(level(Labels.plain(number)));
        case AttributeValue.Tags(var tags) ->
            tags.size() == 1 ? Optional.of(level(tags.first())) : Optional.empty();
      };
    }

    private int[] level(String name) {
      int index = Collections.binarySearch(values, name);
      if (index >= 0) {
        return new int[] {index};
      }
      return hasOther ? new int[] {values.size()} : new int[0];
    }
  }

  /// One level per range of numbers: level i holds `bounds[i-1] <= x < bounds[i]`.
  ///
  /// @param whole whether all observed numbers are whole, so that a range reads `50–199`
  record Ordered(List<Double> bounds, boolean whole) implements Reading {

    public Ordered {
      bounds = List.copyOf(bounds);
      for (int i = 1; i < bounds.size(); i++) {
        if (!(bounds.get(i - 1) < bounds.get(i))) {
          throw new IllegalArgumentException("bounds do not ascend: " + bounds);
        }
      }
    }

    @Override
    public List<String> labels() {
      return Labels.ranges(bounds, whole);
    }

    @Override
    public Optional<int[]> levelsOf(AttributeValue value) {
      return Numbers.of(value).map(number -> new int[] {levelOf(number)});
    }

    /// A number that the range of a level holds.
    public double inside(int level) {
      if (bounds.isEmpty()) {
        return 0;
      }
      return level == 0 ? Math.nextDown(bounds.getFirst()) : bounds.get(level - 1);
    }

    /// The level whose range holds the number.
    public int levelOf(double number) {
      int level = 0;
      while (level < bounds.size() && bounds.get(level) <= number) {
        level++;
      }
      return level;
    }
  }

  /// One level per combination of the levels of two attributes that matter together.
  ///
  /// Unknown while either is; a combination never seen is a level never seen.
  ///
  /// @param combinations those that are levels, as `first · (levels of second) + second`, ascending
  record Paired(
      String first,
      Reading firstReading,
      String second,
      Reading secondReading,
      List<Integer> combinations)
      implements Reading {

    public Paired {
      combinations = List.copyOf(combinations);
      if (!combinations.equals(combinations.stream().distinct().sorted().toList())) {
        throw new IllegalArgumentException("combinations do not ascend: " + combinations);
      }
      int all = firstReading.labels().size() * secondReading.labels().size();
      if (!combinations.isEmpty()
          && (combinations.getFirst() < 0 || combinations.getLast() >= all)) {
        throw new IllegalArgumentException("combinations beyond " + all + ": " + combinations);
      }
    }

    /// The name under which a pair stands beside its attributes.
    public String name() {
      return first + " × " + second;
    }

    public int firstLevel(int level) {
      return combinations.get(level) / secondReading.labels().size();
    }

    public int secondLevel(int level) {
      return combinations.get(level) % secondReading.labels().size();
    }

    @Override
    public List<String> labels() {
      var firsts = firstReading.labels();
      var seconds = secondReading.labels();
      return IntStream.range(0, combinations.size())
          .mapToObj(
              level -> firsts.get(firstLevel(level)) + " & " + seconds.get(secondLevel(level)))
          .toList();
    }

    /// Absent: one value is no pair.
    @Override
    public Optional<int[]> levelsOf(AttributeValue value) {
      return Optional.empty();
    }

    @Override
    public Optional<int[]> levelsOf(String attribute, Map<String, AttributeValue> values) {
      var firsts = firstReading.levelsOf(first, values);
      var seconds = secondReading.levelsOf(second, values);
      if (firsts.isEmpty() || seconds.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          firsts.get().length == 1 && seconds.get().length == 1
              ? levelsOf(firsts.get()[0], seconds.get()[0])
              : new int[0]);
    }

    int[] levelsOf(int firstLevel, int secondLevel) {
      int combination = firstLevel * secondReading.labels().size() + secondLevel;
      int index = Collections.binarySearch(combinations, combination);
      return index >= 0 ? new int[] {index} : new int[0];
    }
  }

  /// One level per name, any number of them at once.
  ///
  /// @param values the names, ascending
  /// @param hasOther whether a last level `other` stands for holding any rare name
  record Tagged(List<String> values, boolean hasOther) implements Reading {

    public Tagged {
      values = Labels.ascending(values);
    }

    @Override
    public List<String> labels() {
      return Labels.named(values, hasOther);
    }

    @Override
    public Optional<int[]> levelsOf(AttributeValue value) {
      return Optional.of(
          switch (value) {
            case AttributeValue.Text(var text) -> levels(List.of(text));
            case AttributeValue.Quantity(var number) -> levels(List.of(Labels.plain(number)));
            case AttributeValue.Tags(var tags) -> levels(tags);
          });
    }

    private int[] levels(java.util.Collection<String> tags) {
      return tags.stream()
          .mapToInt(tag -> Collections.binarySearch(values, tag))
          .flatMap(index ->
              index >= 0
                  ? IntStream.of(index)
                  : hasOther ? IntStream.of(values.size()) : IntStream.empty())
          .sorted()
          .distinct()
          .toArray();
    }
  }
}
