package dev.lodestar.query.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long a server asks us to wait: seconds, or a date as HTTP writes it.
final class RetryAfter {

  private RetryAfter() {}

  /// Empty when the header makes no sense, or names a time that has passed.
  static Optional<Duration> read(String header, Instant now) {
    String text = header.strip();
    try {
      return positive(Duration.ofSeconds(Long.parseLong(text)));
    } catch (NumberFormatException | ArithmeticException notSeconds) {
      try {
        return positive(
            Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
      } catch (DateTimeException | ArithmeticException neither) {
        return Optional.empty();
      }
    }
  }

  private static Optional<Duration> positive(Duration duration) {
    return Optional.of(duration).filter(Duration::isPositive);
  }
}
