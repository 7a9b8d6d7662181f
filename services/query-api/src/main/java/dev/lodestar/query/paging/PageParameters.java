package dev.lodestar.query.paging;

import dev.lodestar.query.problem.InvalidField;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// Which page of a list is asked for: `limit` and `cursor`.
@Introspected
public record PageParameters(
    @Parameter(
            description = "How many at most, from 1 to 1000; 100 when absent.",
            required = false,
            schema = @Schema(type = "integer"))
        @QueryValue
        Optional<String> limit,
    @Parameter(
            description = "The nextCursor of the page before; absent for the first.",
            required = false)
        @QueryValue
        Optional<String> cursor) {

  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1_000;

  /// How many items.
  ///
  /// @throws InvalidField unless it is a number within bounds
  public int size() {
    return Parameters.whole("limit", limit, 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
  }

  /// The place of the last item sent, in a list whose places are one text.
  ///
  /// @throws InvalidField unless it is a cursor of this list
  public Optional<String> after(String list) {
    return cursor.map(text -> Cursor.parse(text, list, 1).place().getFirst());
  }
}
