package dev.lodestar.query.fit;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.query.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The fits of several, all under one version.
@Serdeable
@Schema(description = "The fits of several, all under one version.")
record BatchResponse(
    String profileId,
    int version,
    @Schema(description = "The latest event time that the version knows of.") Instant asOf,
    @Schema(description = "In the order they were sent.") List<Item> items) {

  /// One answer, or why there is none.
  @Serdeable
  @Schema(description = "Holds `fit`, or the `problem` with this item.")
  record Item(
      int index,
      @Schema(requiredMode = NOT_REQUIRED, description = "As you sent it.") Optional<String> id,
      @Schema(requiredMode = NOT_REQUIRED) Optional<FitResponse> fit,
      @Schema(requiredMode = NOT_REQUIRED) Optional<Problem> problem) {}
}
