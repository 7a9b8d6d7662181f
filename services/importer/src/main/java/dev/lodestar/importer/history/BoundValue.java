package dev.lodestar.importer.history;

import dev.lodestar.importer.mapping.Format;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A column or template of a mapping, bound to the columns of an actual file.
sealed interface BoundValue {

  /// The value as it is meant, or empty when it is unknown.
  Optional<String> text(Row row);

  /// The value of what is a time already, and need not be read from text.
  default Optional<Instant> time(Row row) {
    return Optional.empty();
  }

  record Column(Row.Cell cell, Format format) implements BoundValue {

    @Override
    public Optional<String> text(Row row) {
      return format.known(row.at(cell));
    }
  }

  /// Unknown when a part of it is.
  record Joint(List<BoundValue> parts) implements BoundValue {

    @Override
    public Optional<String> text(Row row) {
      var text = new StringBuilder();
      for (BoundValue part : parts) {
        Optional<String> known = part.text(row);
        if (known.isEmpty()) {
          return known;
        }
        text.append(known.get());
      }
      return Optional.of(text.toString());
    }
  }

  record Literal(String text) implements BoundValue {

    @Override
    public Optional<String> text(Row row) {
      return Optional.of(text);
    }
  }

  record RowNumber() implements BoundValue {

    @Override
    public Optional<String> text(Row row) {
      return Optional.of(Long.toString(row.number()));
    }
  }

  record Export(Instant asOf) implements BoundValue {

    @Override
    public Optional<String> text(Row row) {
      return Optional.of(asOf.toString());
    }

    @Override
    public Optional<Instant> time(Row row) {
      return Optional.of(asOf);
    }
  }

  record TimeOfRow() implements BoundValue {

    @Override
    public Optional<String> text(Row row) {
      return row.time().map(Instant::toString);
    }

    @Override
    public Optional<Instant> time(Row row) {
      return row.time();
    }
  }
}
