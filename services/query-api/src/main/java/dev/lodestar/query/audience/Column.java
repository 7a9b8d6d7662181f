package dev.lodestar.query.audience;

import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.InvalidField;
import java.util.ArrayList;
import java.util.List;

/// A column of an audience file.
///
/// @param header as the tool wants it
/// @param attribute of the account that it shows
record Column(String header, Kind kind, String attribute) {

  static final String DEFAULT = "Email=email:email,Phone=phone:phone";

  private static final int MOST = 20;
  private static final String FIELD = "columns";

  /// What its values are.
  enum Kind {
    EMAIL,
    PHONE,
    TEXT
  }

  /// Columns by commas, each `header=kind:attribute`.
  ///
  /// @throws InvalidField naming what is none
  static List<Column> parse(String text) {
    List<Column> columns = new ArrayList<>();
    for (String column : text.split(",", -1)) {
      int is = column.indexOf('=');
      int of = column.indexOf(':', is);
      if (is <= 0 || of < 0 || of == column.length() - 1) {
        throw new InvalidField(FIELD, column, "must be header=kind:attribute, by commas");
      }
      columns.add(
          new Column(
              column.substring(0, is).strip(),
              JsonFields.oneOf(FIELD, column.substring(is + 1, of).strip(), Kind.class),
              column.substring(of + 1).strip()));
    }
    if (columns.size() > MOST) {
      throw new InvalidField(FIELD, columns.size() + " columns", "must be at most " + MOST);
    }
    return columns;
  }
}
