package dev.lodestar.query.fit;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Somebody, or up to 1 000 of them, whose fit is asked for, as people write it down.
@Serdeable
@Schema(
    description =
        "Either `attributes`, of one, or `items`, up to 1 000. Numbers are quantities, texts and"
            + " truth values are names, arrays of texts are tags, null is unknown.",
    example =
        "{\"profile\": \"default\", \"attributes\": {\"industry\": \"retail\", \"employees\": 250,"
            + " \"technologies\": [\"kafka\"]}}")
record FitDocument(
    @Schema(requiredMode = NOT_REQUIRED, description = "Absent: `default`.")
        Optional<String> profile,
    @Schema(requiredMode = NOT_REQUIRED, description = "Absent: the newest.")
        Optional<Integer> version,
    @Schema(requiredMode = NOT_REQUIRED, additionalProperties = AdditionalPropertiesValue.TRUE)
        Optional<Map<String, Object>> attributes,
    @Schema(requiredMode = NOT_REQUIRED) Optional<List<Item>> items) {

  /// One of several.
  @Serdeable
  record Item(
      @Schema(requiredMode = NOT_REQUIRED, description = "Yours, returned as it is.")
          Optional<String> id,
      @Schema(additionalProperties = AdditionalPropertiesValue.TRUE)
          Map<String, Object> attributes) {}
}
