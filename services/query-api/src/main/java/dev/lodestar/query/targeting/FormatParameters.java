package dev.lodestar.query.targeting;

import dev.lodestar.query.paging.Parameters;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// In which form a target list is asked for, as it was sent.
@Introspected
record FormatParameters(
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

  /// @throws dev.lodestar.query.problem.InvalidField if it is no layout
  Layout read() {
    return Parameters.oneOf("layout", layout, Layout.class).orElse(Layout.FULL);
  }

  /// @throws dev.lodestar.query.problem.InvalidField if it is neither true nor false
  boolean isForMachines() {
    return Parameters.truth("machine", machine).orElse(false);
  }
}
