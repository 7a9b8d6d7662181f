package dev.lodestar.wire.translation;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Absence: null in Avro, an empty optional in the domain.
final class Optionals {

  private Optionals() {}

  static OptionalDouble number(@Nullable Double value) {
    return value == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(value + 0.0); // -0.0 and 0.0 are one number
  }

  static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static Optional<Duration> millis(@Nullable Long value) {
    return Optional.ofNullable(value).map(Duration::ofMillis);
  }

  static @Nullable Long millisOrNull(Optional<Duration> value) {
    return value.map(Duration::toMillis).orElse(null);
  }

  /// Blank text says as little as none.
  static Optional<String> text(@Nullable String value) {
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
  }
}
