package dev.lodestar.importer.history;

import dev.lodestar.importer.mapping.BadValueException;
import dev.lodestar.importer.mapping.Field;
import dev.lodestar.importer.mapping.FileMapping;
import dev.lodestar.importer.mapping.Format;
import dev.lodestar.importer.mapping.Origin;
import dev.lodestar.importer.mapping.Target;
import dev.lodestar.importer.mapping.Use;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Takes note of what one column of a file holds.
final class ColumnSurvey {

  /// From which on distinct values are no longer told apart.
  public static final int MAX_DISTINCT = 10_000;

  /// How much of a value is kept, in characters.
  private static final int MAX_KEPT = 60;

  private static final int EXAMPLES = 3;

  private final String column;
  private final List<Use> uses;
  private final String roles;
  private final Format format;
  private final Optional<Instant> asOf;
  private final Map<String, Integer> counts = new HashMap<>();
  private long rows;
  private long known;
  private long numbers;
  private Optional<BigDecimal> least = Optional.empty();
  private Optional<BigDecimal> greatest = Optional.empty();
  private Optional<Instant> earliest = Optional.empty();
  private Optional<Instant> latest = Optional.empty();

  ColumnSurvey(String column, FileMapping mapping, Optional<Instant> asOf) {
    this.column = column;
    this.uses =
        mapping.uses().stream()
            .filter(use -> use.origin().equals(new Origin.Column(column)))
            .toList();
    this.roles = roles(column, uses, mapping);
    this.format = uses.isEmpty() ? mapping.format() : uses.getFirst().format();
    this.asOf = asOf;
  }

  void see(String raw) {
    rows++;
    Optional<String> value = format.known(raw);
    if (value.isEmpty()) {
      return;
    }
    known++;
    String kept =
        value.get().length() > MAX_KEPT ? value.get().substring(0, MAX_KEPT) + "…" : value.get();
    if (counts.size() < MAX_DISTINCT || counts.containsKey(kept)) {
      counts.merge(kept, 1, Integer::sum);
    }
    if (isTime()) {
      seeTime(value.get());
    } else {
      seeNumber(value.get());
    }
  }

  private void seeNumber(String value) {
    try {
      BigDecimal number = format.numbers().parse(value);
      numbers++;
      least = Optional.of(least.map(number::min).orElse(number));
      greatest = Optional.of(greatest.map(number::max).orElse(number));
    } catch (BadValueException e) {
      // Not every value is a number, then.
    }
  }

  private void seeTime(String value) {
    try {
      Instant time = format.instant(value, asOf);
      earliest = Optional.of(earliest.filter(t -> t.isBefore(time)).orElse(time));
      latest = Optional.of(latest.filter(t -> t.isAfter(time)).orElse(time));
    } catch (BadValueException e) {
      // The row is rejected for it.
    }
  }

  ColumnReport report() {
    boolean allNumbers = known > 0 && numbers == known;
    return new ColumnReport(
        column,
        roles,
        type(),
        rows,
        known,
        counts.size(),
        examples(),
        isTime() ? earliest.map(Instant::toString) : range(least, allNumbers),
        isTime() ? latest.map(Instant::toString) : range(greatest, allNumbers),
        hint(allNumbers));
  }

  private static Optional<String> range(Optional<BigDecimal> bound, boolean allNumbers) {
    return allNumbers ? bound.map(b -> b.stripTrailingZeros().toPlainString()) : Optional.empty();
  }

  private List<String> examples() {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry::getKey, Comparator.naturalOrder()))
        .limit(EXAMPLES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private String type() {
    if (uses.isEmpty()) {
      return "";
    }
    return switch (uses.getFirst().target()) {
      case Field field -> field.kind().name().toLowerCase(Locale.ROOT);
      case Target.Attribute _, Target.DealAttribute _ ->
          format.type().name().toLowerCase(Locale.ROOT);
    };
  }

  private boolean isTime() {
    return !uses.isEmpty()
        && uses.getFirst().target() instanceof Field field
        && field.kind() == Field.Kind.TIME;
  }

  private Optional<String> hint(boolean allNumbers) {
    boolean isTextAttribute =
        !uses.isEmpty()
            && !(uses.getFirst().target() instanceof Field)
            && format.type() == Format.Type.TEXT;
    if (isTextAttribute && allNumbers && counts.size() > 2) {
      return Optional.of("all values are numbers: type: number?");
    }
    if (isTextAttribute && known > 20 && counts.size() > known * 9 / 10) {
      return Optional.of("nearly every value is another: no attribute?");
    }
    return isTextAttribute && counts.size() == 1
        ? Optional.of("always the same")
        : Optional.empty();
  }

  private static String roles(String column, List<Use> uses, FileMapping mapping) {
    if (mapping.ignored().containsKey(column)) {
      String reason = mapping.ignored().get(column);
      return reason == null || reason.isBlank() ? "ignored" : "ignored: " + reason;
    }
    String roles = String.join(", ", uses.stream().map(u -> u.target().toString()).toList());
    String join = mapping.joins().containsValue(column) ? "joins" : "";
    String key = mapping.lookupKey().filter(column::equals).map(_ -> "key").orElse("");
    String time =
        mapping.time().isPresent() && BoundFile.timeColumn(mapping.time().get()).equals(column)
            ? "time"
            : "";
    List<String> all =
        List.of(roles, join, key, time, isInTemplate(column, mapping) ? "in a template" : "")
            .stream()
            .filter(role -> !role.isEmpty())
            .toList();
    if (!all.isEmpty()) {
      return String.join(", ", all);
    }
    return mapping.lookupKey().isPresent() ? "looked up" : "not mapped";
  }

  static boolean isInTemplate(String column, FileMapping mapping) {
    return mapping.uses().stream()
        .anyMatch(use ->
            use.origin() instanceof Origin.Template t
                && t.parts().contains(new Origin.Part.Value(column)));
  }
}
