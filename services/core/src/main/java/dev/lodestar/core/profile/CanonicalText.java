package dev.lodestar.core.profile;

import dev.lodestar.core.learner.Covariance;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/// A value written out in full: equal values have equal texts, unequal ones unequal texts, on every
/// machine.
final class CanonicalText {

  private CanonicalText() {}

  static String of(Object value) {
    return switch (value) {
      case Record r -> record(r);
      case Covariance c -> "Covariance" + Arrays.toString(c.lowerTriangle());
      case Collection<?> c -> c.stream().map(CanonicalText::of).toList().toString();
      case SortedMap<?, ?> m ->
          m.entrySet().stream().map(e -> of(e.getKey()) + "=" + of(e.getValue())).toList() + "";
      case Optional<?> o -> o.isPresent() ? "[" + of(o.get()) + "]" : "[]";
      case OptionalDouble o -> o.isPresent() ? "[" + o.getAsDouble() + "]" : "[]";
      case String s -> s.length() + ":" + s; // so that no text can pass for two
      case Number n -> n.toString();
      case Boolean b -> b.toString();
      case Enum<?> e -> e.name();
      case Instant i -> i.toString();
      case Duration d -> d.toString();
      default -> throw new IllegalArgumentException("no canonical text for a " + value.getClass());
    };
  }

  /// SHA-256 of a text, in lower-case hexadecimal.
  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String record(Record value) {
    var text = new StringBuilder(value.getClass().getSimpleName()).append('{');
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      text.append(component.getName()).append('=').append(of(component(value, component)));
      text.append(';');
    }
    return text.append('}').toString();
  }

  private static Object component(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record component not readable: " + component, e);
    }
  }
}
