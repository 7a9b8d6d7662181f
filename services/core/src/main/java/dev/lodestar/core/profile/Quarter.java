package dev.lodestar.core.profile;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// A quarter of a year in UTC, by which versions are named: `2026-Q4`.
public record Quarter(int year, int number) {

  private static final Pattern NAME = Pattern.compile("([0-9]{4})-Q([1-4])");
  private static final int MONTHS = 3;

  /// The quarter in which a time lies.
  public static Quarter of(Instant time) {
    var month = YearMonth.from(time.atOffset(ZoneOffset.UTC));
    return new Quarter(month.getYear(), (month.getMonthValue() - 1) / MONTHS + 1);
  }

  /// Empty for what names no quarter.
  public static Optional<Quarter> named(String name) {
    var match = NAME.matcher(name);
    return match.matches()
        ? Optional.of(
            new Quarter(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))))
        : Optional.empty();
  }

  public String name() {
    return "%04d-Q%d".formatted(year, number);
  }

  /// The first moment after it.
  public Instant end() {
    return YearMonth.of(year, (number - 1) * MONTHS + 1)
        .plusMonths(MONTHS)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  public Quarter next() {
    return of(end());
  }
}
