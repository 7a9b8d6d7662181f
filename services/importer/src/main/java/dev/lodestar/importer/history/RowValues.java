package dev.lodestar.importer.history;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.EventRules;
import dev.lodestar.importer.history.BoundFile.BoundUse;
import dev.lodestar.importer.mapping.BadValueException;
import dev.lodestar.importer.mapping.Field;
import dev.lodestar.importer.mapping.Format;
import dev.lodestar.importer.mapping.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The fields that one row fills, and what is wrong with it.
///
/// A value that cannot be read is noted as a problem and given as unknown, so that a row's problems
/// are all found at once.
final class RowValues {

  /// The word for no event.
  static final String NONE = "none";

  /// The word for a row to be passed over.
  static final String SKIP = "skip";

  private final BoundFile file;
  private final Optional<Instant> asOf;
  private final Instant latest;
  private final Row row;
  private final List<String> problems = new ArrayList<>();

  /// @param receivedAt after which nothing can have happened, but for clocks that differ
  RowValues(BoundFile file, Optional<Instant> asOf, Instant receivedAt, Row untimed) {
    this.file = file;
    this.asOf = asOf;
    this.latest = receivedAt.plus(EventRules.MAX_AHEAD);
    this.row = timed(untimed);
  }

  private Row timed(Row untimed) {
    if (file.clock().isEmpty()) {
      return untimed;
    }
    RowClock clock = file.clock().get();
    try {
      return untimed.at(clock.timeOf(untimed, asOf));
    } catch (BadValueException e) {
      problem(clock.label() + ": " + e.getMessage());
      return untimed;
    }
  }

  List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  void problem(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  void problem(Field field, String problem) {
    problem(labels(field) + ": " + problem);
  }

  /// Notes that the row does not tell something it must; gives a time that means nothing.
  Instant missing(Field field, String what) {
    boolean isTimeless = file.clock().isPresent() && row.time().isEmpty();
    if (first(field).isPresent() || isTimeless) {
      // What would tell is there, but could not be read, which has been noted.
      return Instant.EPOCH;
    }
    problem(
        gives(field)
            ? labels(field) + " is empty, so it is unknown " + what
            : "nothing tells " + what + ": map a column to " + field + ", or declare asOf");
    return Instant.EPOCH;
  }

  boolean gives(Field field) {
    return file.mapping().gives(field);
  }

  Optional<Instant> rowTime() {
    return row.time();
  }

  /// A value that is assumed only where no column is declared to tell it.
  <T> Optional<T> unlessGiven(Field field, Supplier<Optional<T>> assumed) {
    return gives(field) ? Optional.empty() : assumed.get();
  }

  /// Whether the row is nobody's, and the mapping says to pass over such rows.
  boolean isWithoutAccount() {
    return first(Field.ACCOUNT_ID).isEmpty()
        && uses(Field.ACCOUNT_ID).stream().anyMatch(u -> u.use().format().skipRow());
  }

  Optional<String> text(Field field) {
    return first(field).map(Known::text);
  }

  /// Blank, with a problem, when unknown.
  String required(Field field) {
    Optional<String> text = text(field);
    if (text.isEmpty()) {
      problem(labels(field) + " is empty");
    }
    return text.orElse("");
  }

  Optional<BigDecimal> number(Field field) {
    return first(field).flatMap(known -> read(known.use(), f -> f.numbers().parse(known.text())));
  }

  /// A whole number from 0; 0 when unknown.
  long whole(Field field) {
    Optional<BigDecimal> number = number(field);
    if (number.isPresent()
        && (number.get().signum() < 0 || number.get().stripTrailingZeros().scale() > 0)) {
      problem(field, "not a whole number from 0: " + number.get().toPlainString());
      return 0;
    }
    return number.map(BigDecimal::longValue).orElse(0L);
  }

  Optional<Instant> instant(Field field) {
    for (BoundUse use : uses(field)) {
      Optional<Instant> time = use.value().time(row);
      if (time.isPresent()) {
        return time;
      }
      Optional<String> text = use.value().text(row);
      if (text.isPresent()) {
        return read(use, format -> possible(format.instant(text.get(), asOf)));
      }
    }
    return Optional.empty();
  }

  private Instant possible(Instant time) throws BadValueException {
    if (time.isAfter(latest)) {
      throw new BadValueException("is in the future: " + time);
    }
    if (time.isBefore(EventRules.EARLIEST)) {
      throw new BadValueException("is before " + EventRules.EARLIEST + ": " + time);
    }
    return time;
  }

  /// Reads every value, so that all problems of a row are known once it has one.
  void readAll() {
    for (Field field : Field.values()) {
      switch (field.kind()) {
        case TEXT -> text(field);
        case NUMBER -> number(field);
        case TIME -> instant(field);
        case WORD -> word(field);
      }
    }
    accountAttributes();
    dealAttributes();
  }

  /// What a stage or kind means; [#NONE] when nothing gives it.
  String word(Field field) {
    Optional<Known> known = first(field);
    if (known.isPresent()) {
      return read(known.get().use(), format -> format.word(field, known.get().text())).orElse(NONE);
    }
    for (BoundUse use : uses(field)) {
      String forUnknown = use.use().format().words().get("");
      if (forUnknown != null) {
        return forUnknown;
      }
    }
    if (gives(field)) {
      problem(labels(field) + " is empty");
    }
    return NONE;
  }

  SortedMap<String, AttributeValue> accountAttributes() {
    return attributes(Target.Attribute.class);
  }

  SortedMap<String, AttributeValue> dealAttributes() {
    return attributes(Target.DealAttribute.class);
  }

  private SortedMap<String, AttributeValue> attributes(Class<? extends Target> kind) {
    var attributes = new TreeMap<String, AttributeValue>();
    for (BoundUse use : file.uses()) {
      Target target = use.use().target();
      if (kind.isInstance(target)) {
        use.value()
            .text(row)
            .flatMap(text -> read(use, format -> format.attribute(text)))
            .ifPresent(value -> attributes.putIfAbsent(nameOf(target), value));
      }
    }
    return attributes;
  }

  private static String nameOf(Target target) {
    return switch (target) {
      case Target.Attribute(String name) -> name;
      case Target.DealAttribute(String name) -> name;
      case Field field -> field.toString();
    };
  }

  private List<BoundUse> uses(Field field) {
    return file.uses(field);
  }

  private Optional<Known> first(Field field) {
    for (BoundUse use : uses(field)) {
      Optional<String> text = use.value().text(row);
      if (text.isPresent()) {
        return Optional.of(new Known(use, text.get()));
      }
    }
    return Optional.empty();
  }

  private <T> Optional<T> read(BoundUse use, Parser<T> parser) {
    try {
      return Optional.of(parser.parse(use.use().format()));
    } catch (BadValueException e) {
      problem(use.use().origin() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private String labels(Field field) {
    List<String> labels = uses(field).stream().map(u -> u.use().origin().toString()).toList();
    return String.join(" and ", labels);
  }

  private record Known(BoundUse use, String text) {}

  private interface Parser<T> {
    T parse(Format format) throws BadValueException;
  }
}
