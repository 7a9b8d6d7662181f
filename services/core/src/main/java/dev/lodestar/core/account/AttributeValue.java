package dev.lodestar.core.account;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A value of an attribute as it was reported, before any profile cuts it into levels.
public sealed interface AttributeValue {

  /// The longest text kept, in UTF-16 units.
  int MAX_TEXT = 512;

  /// The most tags one attribute of one account may carry.
  int MAX_TAGS = 256;

  /// A name out of a set, such as an industry; also a truth value, as `true` or `false`.
  record Text(String value) implements AttributeValue {

    public Text {
      requireText(value);
    }
  }

  /// A finite number, such as a head count.
  record Quantity(double value) implements AttributeValue {

    public Quantity {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("number not finite: " + value);
      }
      value = value + 0.0; // -0.0 and 0.0 are one value
    }
  }

  /// Several names at once, such as the technologies in use; empty when it is known that there are
  /// none.
  record Tags(SortedSet<String> values) implements AttributeValue {

    public Tags {
      if (values.size() > MAX_TAGS) {
        throw new IllegalArgumentException("more than " + MAX_TAGS + " tags: " + values.size());
      }
      values.forEach(AttributeValue::requireText);
      values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    public static Tags of(Collection<String> values) {
      return new Tags(new TreeSet<>(values));
    }

    public static Tags of(String... values) {
      return of(java.util.List.of(values));
    }
  }

  private static void requireText(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("text is blank");
    }
    if (value.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "text longer than " + MAX_TEXT + " characters: " + value.length());
    }
  }
}
