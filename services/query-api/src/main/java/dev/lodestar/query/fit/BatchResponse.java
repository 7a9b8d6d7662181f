package dev.lodestar.query.fit;

import dev.lodestar.query.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The fits of several, all under one version.
@Serdeable
@Schema(name = "FitBatch", description = "The fits of several, all under one version.")
record BatchResponse(
    String profileId,
    int version,
    @Schema(description = "The latest event time that the version knows of.") Instant asOf,
    @Schema(description = "In the order they were sent.") List<Item> items) {

  /// One answer, or why there is none.
  @Serdeable
  @Schema(name = "FitBatchItem", description = "Holds `fit`, or the `problem` with this item.")
  record Item(
      int index,
      @Schema(description = "As you sent it.") Optional<String> id,
      Optional<FitResponse> fit,
      Optional<Problem> problem) {}
}
