package dev.lodestar.query.audience;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.query.account.AttributeJson;
import dev.lodestar.query.csv.SafeCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How accounts become the rows of an audience file.
///
/// @param isHashed whether e-mail addresses and phone numbers are hashed, as tools want them that
///   do not hash themselves
/// @param region of phone numbers that name no country
record Audience(List<Column> columns, boolean isHashed, Optional<String> region) {

  /// What must be known of an account.
  Set<String> attributes() {
    return columns.stream().map(Column::attribute).collect(Collectors.toSet());
  }

  byte[] header() {
    return SafeCsv.lines(List.of(columns.stream().map(c -> SafeCsv.harmless(c.header())).toList()));
  }

  /// One row, or several where an attribute has several values; none when nothing would be in it.
  List<List<String>> rows(Map<String, AttributeValue> attributes) {
    List<List<String>> cells = columns.stream().map(column -> cells(column, attributes)).toList();
    int rows = cells.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int n = row;
      all.add(
          cells.stream()
              .map(values -> values.isEmpty() ? "" : values.get(Math.min(n, values.size() - 1)))
              .toList());
    }
    return all;
  }

  private List<String> cells(Column column, Map<String, AttributeValue> attributes) {
    AttributeValue value = attributes.get(column.attribute());
    List<String> texts =
        switch (value) {
          case null -> List.of();
          case AttributeValue.Text(var text) -> List.of(text);
          case AttributeValue.Quantity(var number) ->
              List.of(AttributeJson.number(number).toString());
          case AttributeValue.Tags(var tags) -> List.copyOf(tags);
        };
    return texts.stream().flatMap(text -> cell(column.kind(), text).stream()).distinct().toList();
  }

  private Optional<String> cell(Column.Kind kind, String text) {
    return switch (kind) {
      case EMAIL -> Identifiers.email(text).map(this::named);
      case PHONE -> Identifiers.phone(text, region).map(this::named);
      case TEXT -> Optional.of(SafeCsv.harmless(text));
    };
  }

  private String named(String identifier) {
    // An address may begin like a formula; a number in E.164 does, and means what it says.
    return isHashed
        ? Identifiers.hashed(identifier)
        : identifier.startsWith("+") && identifier.indexOf('@') < 0
            ? identifier
            : SafeCsv.harmless(identifier);
  }
}
