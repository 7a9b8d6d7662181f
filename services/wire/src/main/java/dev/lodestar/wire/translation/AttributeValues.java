package dev.lodestar.wire.translation;

import dev.lodestar.core.account.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Attribute values: in Avro a union of plain types.
final class AttributeValues {

  private AttributeValues() {}

  static Object toAvro(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> text;
      case AttributeValue.Quantity(var number) -> number;
      case AttributeValue.Tags(var tags) -> new ArrayList<>(tags);
    };
  }

  // In the order of the names, so that equal values are written as equal bytes.
  static Map<String, Object> toAvro(SortedMap<String, AttributeValue> values) {
    var avro = LinkedHashMap.<String, Object>newLinkedHashMap(values.size());
    values.forEach((name, value) -> avro.put(name, toAvro(value)));
    return avro;
  }

  private static AttributeValue toDomain(Object value) {
    return switch (value) {
      case Boolean truth -> new AttributeValue.Text(truth.toString());
      case Long number -> new AttributeValue.Quantity(number);
      case Double number -> new AttributeValue.Quantity(number);
      case CharSequence text -> new AttributeValue.Text(text.toString());
      case Iterable<?> items -> tags(items);
      default ->
          throw new IllegalArgumentException(
              "%s is no attribute value".formatted(value.getClass().getSimpleName()));
    };
  }

  /// Null values say nothing.
  static SortedMap<String, AttributeValue> known(Map<String, ? extends @Nullable Object> values) {
    var domain = new TreeMap<String, AttributeValue>();
    values.forEach((name, value) -> {
      if (value != null) {
        domain.put(name, named(name, value));
      }
    });
    return domain;
  }

  /// Null values, which unset an attribute, become empty ones.
  static SortedMap<String, Optional<AttributeValue>> withUnset(
      Map<String, ? extends @Nullable Object> values) {
    var domain = new TreeMap<String, Optional<AttributeValue>>();
    values.forEach((name, value) -> domain.put(name, unsetOr(name, value)));
    return domain;
  }

  /// A null value becomes an empty one.
  static Optional<AttributeValue> unsetOr(String name, @Nullable Object value) {
    return value == null ? Optional.empty() : Optional.of(named(name, value));
  }

  private static AttributeValue named(String name, Object value) {
    try {
      return toDomain(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("attribute %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static AttributeValue.Tags tags(Iterable<?> items) {
    var tags = new TreeSet<String>();
    for (Object item : items) {
      if (item == null) {
        throw new IllegalArgumentException("null among the tags");
      }
      if (!(item instanceof CharSequence)) {
        throw new IllegalArgumentException(
            "%s among the tags".formatted(item.getClass().getSimpleName()));
      }
      tags.add(item.toString());
    }
    return new AttributeValue.Tags(tags);
  }
}
