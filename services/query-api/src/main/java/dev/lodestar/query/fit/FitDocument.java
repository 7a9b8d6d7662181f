package dev.lodestar.query.fit;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Somebody, or up to 1 000 of them, whose fit is asked for, as people write it down.
@Serdeable
@Schema(
    name = "FitRequest",
    description =
        "Either `attributes`, of one, or `items`, up to 1 000. Numbers are quantities, texts and"
            + " truth values are names, arrays of texts are tags, null is unknown.",
    example =
        "{\"profile\": \"default\", \"attributes\": {\"industry\": \"retail\", \"employees\": 250,"
            + " \"technologies\": [\"kafka\"]}}")
record FitDocument(
    @Schema(description = "Absent: `default`.") Optional<String> profile,
    @Schema(description = "Absent: the newest.") Optional<Integer> version,
    Optional<Map<String, Object>> attributes,
    Optional<List<Item>> items) {

  /// One of several.
  @Serdeable
  @Schema(name = "FitRequestItem")
  record Item(
      @Schema(description = "Yours, returned as it is.") Optional<String> id,
      Map<String, Object> attributes) {}
}
