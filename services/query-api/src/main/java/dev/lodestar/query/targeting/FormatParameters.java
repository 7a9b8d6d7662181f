package dev.lodestar.query.targeting;

import dev.lodestar.query.paging.Parameters;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// In which form a target list is asked for, as it was sent.
@Introspected
record FormatParameters(
    @Parameter(
            description = "What to show of each, by commas; absent: what the profile knows.",
            required = false)
        @QueryValue
        Optional<String> attributes,
    @Parameter(description = "json or csv; absent: what Accept says.", required = false) @QueryValue
        Optional<String> format,
    @Parameter(
            description =
                "Of CSV: full, every field by its name, or sales, what people who sell look at;"
                    + " absent: full.",
            required = false,
            example = "sales")
        @QueryValue
        Optional<String> layout,
    @Parameter(
            description =
                "Of CSV: whether text is left as it is, which a spreadsheet may run; absent: false.",
            required = false,
            example = "true",
            schema = @Schema(type = "boolean"))
        @QueryValue
        Optional<String> machine) {

  /// Names of what is shown of each account; empty: what the profile knows.
  Optional<List<String>> shown() {
    return attributes.map(names ->
        Stream.of(names.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList());
  }

  /// @throws dev.lodestar.query.problem.InvalidField if it is no layout
  Layout read() {
    return Parameters.oneOf("layout", layout, Layout.class).orElse(Layout.FULL);
  }

  /// @throws dev.lodestar.query.problem.InvalidField if it is neither true nor false
  boolean isForMachines() {
    return Parameters.truth("machine", machine).orElse(false);
  }
}
