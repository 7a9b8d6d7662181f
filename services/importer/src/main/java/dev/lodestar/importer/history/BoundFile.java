package dev.lodestar.importer.history;

import dev.lodestar.importer.csv.CsvRow;
import dev.lodestar.importer.csv.CsvRows;
import dev.lodestar.importer.mapping.Field;
import dev.lodestar.importer.mapping.FileMapping;
import dev.lodestar.importer.mapping.Format;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.importer.mapping.Origin;
import dev.lodestar.importer.mapping.Problems;
import dev.lodestar.importer.mapping.RowTime;
import dev.lodestar.importer.mapping.Suggestion;
import dev.lodestar.importer.mapping.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An actual file, and where in it the columns of its mapping are.
final class BoundFile {

  /// A use of a column or constant, and where its value is.
  record BoundUse(Use use, BoundValue value) {}

  private final Path path;
  private final FileMapping mapping;
  private final List<String> header;
  private final Map<String, Lookup> lookups;
  private final Optional<Instant> asOf;
  private final Problems problems;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<BoundUse> uses = new ArrayList<>();
  private final Map<Field, List<BoundUse>> byField = new EnumMap<>(Field.class);
  private final SortedMap<String, BoundValue> joinKeys = new TreeMap<>();
  private final Optional<RowClock> clock;

  private BoundFile(
      Path path,
      FileMapping mapping,
      List<String> header,
      Map<String, Lookup> lookups,
      Mapping whole,
      Problems problems) {
    this.path = path;
    this.mapping = mapping;
    this.header = header;
    this.lookups = lookups;
    this.asOf = whole.asOf();
    this.problems = problems;
    index();
    mapping.joins().forEach(this::bindJoin);
    mapping.uses().forEach(use -> uses.add(new BoundUse(use, bind(use))));
    mapping.ignored().keySet().forEach(column -> cell(column, mapping.line()));
    mapping.lookupKey().ifPresent(column -> cell(column, mapping.line()));
    uses.forEach(this::index);
    clock = mapping.time().map(time -> new RowClock(time, column(time)));
  }

  /// @param lookups of all files that this one joins
  /// @param problems hears of columns that do not exist
  static BoundFile bind(
      Path path, FileMapping mapping, Map<String, Lookup> lookups, Mapping whole, Problems problems)
      throws IOException {
    try (CsvRows rows = CsvRows.open(path, mapping.dialect())) {
      return new BoundFile(path, mapping, rows.header(), lookups, whole, problems);
    }
  }

  Path path() {
    return path;
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  FileMapping mapping() {
    return mapping;
  }

  List<String> header() {
    return header;
  }

  List<BoundUse> uses() {
    return Collections.unmodifiableList(uses);
  }

  /// What gives a field, in order of preference.
  List<BoundUse> uses(Field field) {
    return byField.getOrDefault(field, List.of());
  }

  Optional<RowClock> clock() {
    return clock;
  }

  /// Columns that the mapping says nothing about.
  List<String> notMapped() {
    if (mapping.lookupKey().isPresent()) {
      return List.of();
    }
    return header.stream().filter(column -> !isMapped(column)).toList();
  }

  private boolean isMapped(String column) {
    return isNamed(column)
        || mapping.ignored().containsKey(column)
        || mapping.joins().containsValue(column)
        || mapping.time().map(BoundFile::timeColumn).filter(column::equals).isPresent()
        || ColumnSurvey.isInTemplate(column, mapping);
  }

  /// The column that tells when rows happened; blank when none does.
  static String timeColumn(RowTime time) {
    return switch (time) {
      case RowTime.ByRow _ -> "";
      case RowTime.ByColumn by -> by.column();
      case RowTime.ByNumber by -> by.column();
    };
  }

  /// The keys of the rows joined to a row, by lookup file.
  SortedMap<String, BoundValue> joinKeys() {
    return Collections.unmodifiableSortedMap(joinKeys);
  }

  /// @param number 1 for the first row below the header
  Row row(CsvRow.Fields fields, long number) {
    if (joinKeys.isEmpty()) {
      return new Row(number, fields.values(), Map.of(), Optional.empty());
    }
    var alone = new Row(number, fields.values(), Map.of(), Optional.empty());
    var joined = new HashMap<String, List<String>>();
    joinKeys.forEach((file, key) -> {
      List<String> found = key.text(alone).map(lookups(file)::get).orElse(List.of());
      if (!found.isEmpty()) {
        joined.put(file, found);
      }
    });
    return new Row(number, fields.values(), joined, Optional.empty());
  }

  private Lookup lookups(String file) {
    return java.util.Objects.requireNonNull(lookups.get(file));
  }

  private void index() {
    for (int i = 0; i < header.size(); i++) {
      if (indexes.putIfAbsent(header.get(i), i) != null && isNamed(header.get(i))) {
        problems.add(mapping.line(), name() + " has two columns \"" + header.get(i) + "\"");
      }
    }
  }

  private void index(BoundUse use) {
    if (use.use().target() instanceof Field field) {
      byField.computeIfAbsent(field, _ -> new ArrayList<>()).add(use);
    }
  }

  private boolean isNamed(String column) {
    return mapping.uses().stream().anyMatch(u -> u.origin().equals(new Origin.Column(column)));
  }

  private void bindJoin(String file, String column) {
    Format format =
        mapping.uses().stream()
            .filter(use -> use.origin().equals(new Origin.Column(column)))
            .map(Use::format)
            .findFirst()
            .orElse(mapping.format());
    joinKeys.put(file, new BoundValue.Column(cell(column, mapping.line()), format));
  }

  private BoundValue bind(Use use) {
    return switch (use.origin()) {
      case Origin.Column(String name) -> column(name, use.format(), use.line());
      case Origin.Template(_, List<Origin.Part> parts) -> {
        List<BoundValue> bound =
            parts.stream().map(part -> bind(part, use.format(), use.line())).toList();
        yield bound.size() == 1 ? bound.getFirst() : new BoundValue.Joint(bound);
      }
    };
  }

  private BoundValue bind(Origin.Part part, Format format, int line) {
    return switch (part) {
      case Origin.Part.Literal(String text) -> new BoundValue.Literal(text);
      case Origin.Part.Value(String name) -> column(name, format, line);
      case Origin.Part.RowNumber _ -> new BoundValue.RowNumber();
      case Origin.Part.Time _ -> new BoundValue.TimeOfRow();
      case Origin.Part.AsOf _ -> new BoundValue.Export(asOf.orElse(Instant.EPOCH));
    };
  }

  private BoundValue column(RowTime time) {
    return switch (time) {
      case RowTime.ByRow _ -> new BoundValue.RowNumber();
      case RowTime.ByColumn by -> column(by.column(), by.format(), mapping.line());
      case RowTime.ByNumber by -> column(by.column(), mapping.format(), mapping.line());
    };
  }

  private BoundValue column(String name, Format format, int line) {
    return new BoundValue.Column(cell(name, line), format);
  }

  private Row.Cell cell(String column, int line) {
    Integer own = indexes.get(column);
    if (own != null) {
      return new Row.Cell.Own(own);
    }
    int dot = column.indexOf('.');
    String file = dot < 0 ? "" : column.substring(0, dot);
    if (mapping.joins().containsKey(file)) {
      List<String> there = lookups(file).header();
      int index = there.indexOf(column.substring(dot + 1));
      if (index < 0) {
        problems.add(line, missing(column.substring(dot + 1), file, there));
      }
      return new Row.Cell.Joined(file, Math.max(index, 0));
    }
    problems.add(line, missing(column, name(), header));
    return new Row.Cell.Own(0);
  }

  private static String missing(String column, String file, List<String> header) {
    return "column \"%s\" of %s does not exist%s"
        .formatted(column, file, Suggestion.among(header, column));
  }
}
