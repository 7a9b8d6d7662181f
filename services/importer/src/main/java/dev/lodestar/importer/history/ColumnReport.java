package dev.lodestar.importer.history;

import java.util.List;
import java.util.Optional;

/// What is in one column, and what it is read as.
///
/// @param uses what it becomes, in words; `ignored` and perhaps why
/// @param type what its values are read as, in words
/// @param known values that are not unknown
/// @param distinct values among these, up to [ColumnSurvey#MAX_DISTINCT]
/// @param examples the most frequent values, most frequent first
/// @param least the smallest number or earliest time, when all values are numbers or it is read as
///   times
/// @param greatest as `least`
/// @param hint what the mapping might say of it, if there is anything to say
public record ColumnReport(
    String column,
    String uses,
    String type,
    long rows,
    long known,
    int distinct,
    List<String> examples,
    Optional<String> least,
    Optional<String> greatest,
    Optional<String> hint) {

  public ColumnReport {
    examples = List.copyOf(examples);
  }

  public double unknownShare() {
    return rows == 0 ? 0 : 1 - (double) known / rows;
  }
}
