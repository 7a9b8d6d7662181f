package dev.lodestar.importer.history;

import dev.lodestar.importer.mapping.BadValueException;
import dev.lodestar.importer.mapping.Format;
import dev.lodestar.importer.mapping.RowTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Tells when the rows of a file happened.
final class RowClock {

  private final RowTime time;
  private final BoundValue column;
  private final String label;
  private final TreeSet<BigDecimal> seen = new TreeSet<>();
  private List<BigDecimal> ranks = List.of();

  /// @param column what the rows are timed or ordered by; without meaning when they are by position
  RowClock(RowTime time, BoundValue column) {
    this.time = time;
    this.column = column;
    this.label =
        switch (time) {
          case RowTime.ByRow _ -> "time";
          case RowTime.ByColumn byColumn -> byColumn.column();
          case RowTime.ByNumber byNumber -> byNumber.column();
        };
  }

  /// Whether all rows must be shown to [#see] before [#timeOf] can tell the time of one.
  boolean isRelative() {
    return time instanceof RowTime.ByNumber byNumber && byNumber.origin().isEmpty();
  }

  void see(Row row) {
    try {
      Optional<String> value = column.text(row);
      if (value.isPresent()) {
        seen.add(number(value.get()));
      }
    } catch (BadValueException e) {
      // The row will be rejected when its time is asked for.
    }
  }

  void seenAll() {
    ranks = List.copyOf(seen);
    seen.clear();
  }

  Instant timeOf(Row row, Optional<Instant> asOf) throws BadValueException {
    return switch (time) {
      case RowTime.ByRow(Instant start, Duration step) -> after(start, step, row.number() - 1);
      case RowTime.ByColumn byColumn -> byColumn.format().instant(known(row), asOf);
      case RowTime.ByNumber byNumber ->
          after(byNumber.start(), byNumber.step(), position(number(known(row)), byNumber));
    };
  }

  /// What the time is read from, for messages.
  String label() {
    return label;
  }

  private String known(Row row) throws BadValueException {
    return column.text(row).orElseThrow(() -> new BadValueException("is empty"));
  }

  private long position(BigDecimal number, RowTime.ByNumber byNumber) throws BadValueException {
    if (byNumber.origin().isEmpty()) {
      return java.util.Collections.binarySearch(ranks, number);
    }
    BigDecimal distance = number.subtract(byNumber.origin().get());
    try {
      return distance.longValueExact();
    } catch (ArithmeticException e) {
      throw new BadValueException("not a whole number of steps from the origin: " + number);
    }
  }

  private static BigDecimal number(String text) throws BadValueException {
    return Format.DEFAULT.numbers().parse(text).stripTrailingZeros();
  }

  private static Instant after(Instant start, Duration step, long steps) throws BadValueException {
    try {
      return start.plus(step.multipliedBy(steps));
    } catch (ArithmeticException | DateTimeException e) {
      throw new BadValueException("too far from the start: " + steps + " steps");
    }
  }
}
