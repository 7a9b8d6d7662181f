package dev.lodestar.importer.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When the rows of a file happened.
public sealed interface RowTime {

  /// As a column tells.
  record ByColumn(String column, Format format) implements RowTime {}

  /// Not told: the rows are `step` apart from `start` on, in the order of a column of numbers.
  ///
  /// @param origin the number that stands for `start`, so that every row has a time of its own
  ///   accord; when absent the smallest number in the file does, the next one is one step later,
  ///   and so on
  record ByNumber(String column, Optional<BigDecimal> origin, Instant start, Duration step)
      implements RowTime {}

  /// Not told: the rows are `step` apart from `start` on, in the order they stand in the file.
  record ByRow(Instant start, Duration step) implements RowTime {}
}
