package dev.lodestar.query.fit;

import dev.lodestar.core.profile.Disqualification;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// Something that rules an account out.
@Serdeable
@Schema(description = "Something that rules an account out.")
record DisqualifiedBy(
    String attribute,
    @Schema(example = "employees 1–9") String words,
    @Schema(description = "The levels meant.") List<String> levels,
    @Schema(
            description = "What the deals say of it.",
            example =
                "4% of 48 such deals turned out well, where 31% of all do: rarely won, small and"
                    + " short deals that cost more than they bring")
        String because) {

  static DisqualifiedBy of(Disqualification disqualification, String because) {
    return new DisqualifiedBy(
        disqualification.attribute(), disqualification.words(), disqualification.levels(), because);
  }
}
