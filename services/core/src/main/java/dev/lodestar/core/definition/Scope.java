package dev.lodestar.core.definition;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.observation.Observation;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which observations count for a profile: those that are within bounds in each of the named
/// attributes; all when none is named. One whose value is unknown does not count.
public record Scope(SortedMap<String, Bounds> bounds) {

  public static final Scope ALL = new Scope(new TreeMap<>());

  public Scope {
    bounds = Collections.unmodifiableSortedMap(new TreeMap<>(bounds));
  }

  /// The scope of those that hold one of the values in each attribute.
  public static Scope ofValues(Map<String, ? extends SortedSet<String>> values) {
    var bounds = new TreeMap<String, Bounds>();
    values.forEach((name, allowed) -> bounds.put(name, new OneOf(allowed)));
    return new Scope(bounds);
  }

  /// What one attribute must be.
  public sealed interface Bounds {

    boolean contain(AttributeValue value);
  }

  /// One of several values; of tags, one at least.
  public record OneOf(SortedSet<String> values) implements Bounds {

    public OneOf {
      if (values.isEmpty()) {
        throw new IllegalArgumentException("allows no value");
      }
      values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    @Override
    public boolean contain(AttributeValue value) {
      return switch (value) {
        case AttributeValue.Text(var text) -> values.contains(text);
        case AttributeValue.Quantity(var number) -> values.contains(plain(number));
        case AttributeValue.Tags(var tags) -> tags.stream().anyMatch(tag -> values.contains(tag));
      };
    }
  }

  /// A number in a range; text that looks like one is none.
  ///
  /// @param low minus infinity when there is no lower end
  /// @param high infinity when there is no upper end
  public record Range(double low, boolean lowIncluded, double high, boolean highIncluded)
      implements Bounds {

    public Range {
      if (Double.isNaN(low) || Double.isNaN(high)) {
        throw new IllegalArgumentException("a range ends at a number: " + low + " to " + high);
      }
      if (Double.isInfinite(low) && Double.isInfinite(high)) {
        throw new IllegalArgumentException("a range without an end: " + low + " to " + high);
      }
      if (low > high || (low == high && !(lowIncluded && highIncluded))) {
        throw new IllegalArgumentException("an empty range: " + low + " to " + high);
      }
      low = low + 0.0; // -0.0 and 0.0 are one end
      high = high + 0.0;
      lowIncluded = lowIncluded && !Double.isInfinite(low);
      highIncluded = highIncluded && !Double.isInfinite(high);
    }

    /// From one number to another, both included.
    public static Range closed(double low, double high) {
      return new Range(low, true, high, true);
    }

    @Override
    public boolean contain(AttributeValue value) {
      return value instanceof AttributeValue.Quantity(var number)
          && (lowIncluded ? number >= low : number > low)
          && (highIncluded ? number <= high : number < high);
    }
  }

  public boolean contains(Observation observation) {
    return contains(observation.attributes());
  }

  /// Whether attributes are within bounds.
  public boolean contains(Map<String, AttributeValue> attributes) {
    return bounds.entrySet().stream()
        .allMatch(e -> contain(e.getValue(), attributes.get(e.getKey())));
  }

  private static boolean contain(Bounds bounds, @Nullable AttributeValue value) {
    return value != null && bounds.contain(value);
  }

  private static String plain(double number) {
    return new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }
}
