package dev.lodestar.importer.mapping;

import dev.lodestar.importer.csv.Dialect;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the columns of one file, or of several alike, mean.
///
/// @param name what the mapping calls it
/// @param pattern matches the names of the files; `*` stands for anything
/// @param format of values that nothing more is said about
/// @param optional whether an import without it is complete
/// @param leftOut why the file is not read at all, if it is not
/// @param lookupKey the column by which rows of other files find a row of this one
/// @param joins names of lookup files, and the column of this file that holds their key
/// @param time when rows happened that do not say so themselves
/// @param uses what becomes of columns and constants, in order of preference where several give the
///   same
/// @param ignored columns that are left out on purpose, and why (perhaps blank)
/// @param line where the mapping file describes it
public record FileMapping(
    String name,
    String pattern,
    Dialect dialect,
    Format format,
    boolean optional,
    Optional<String> leftOut,
    Optional<String> lookupKey,
    SortedMap<String, String> joins,
    Optional<RowTime> time,
    List<Use> uses,
    SortedMap<String, String> ignored,
    int line) {

  public FileMapping {
    joins = Collections.unmodifiableSortedMap(new TreeMap<>(joins));
    uses = List.copyOf(uses);
    ignored = Collections.unmodifiableSortedMap(new TreeMap<>(ignored));
  }

  public boolean matches(String fileName) {
    var regex = new StringBuilder();
    for (String literal : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(java.util.regex.Pattern.quote(literal));
    }
    return fileName.matches(regex.toString());
  }

  /// What a target is about: `account`, `deal`, `visit` or `churn`.
  public static String groupOf(Target target) {
    return switch (target) {
      case Field field -> field.group();
      case Target.Attribute _ -> "account";
      case Target.DealAttribute _ -> "deal";
    };
  }

  public boolean gives(Field field) {
    return uses.stream().anyMatch(use -> use.target().equals(field));
  }
}
