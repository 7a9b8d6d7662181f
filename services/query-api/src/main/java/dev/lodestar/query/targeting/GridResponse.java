package dev.lodestar.query.targeting;

import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The accounts of a profile by fit and engagement.
@Serdeable
@Schema(
    description = "The accounts of a profile by fit, A to D, and engagement, 1 to 4, side by side.")
record GridResponse(
    String profileId,
    @Schema(description = "The moment that engagement is as of.") Instant engagementAt,
    @Schema(
            description = "How the two are told, in words.",
            example =
                "A to D are the tiers of fit; 1 to 4 grade engagement, which is visits, of which"
                    + " one weighs half after 14 days")
        String rule,
    @Schema(description = "From 1 to 4.") List<Grade> grades,
    @Schema(description = "All 16, from A1 to D4.") List<Cell> cells)
    implements Tagged {

  /// A grade of engagement.
  @Serdeable
  record Grade(int grade, @Schema(example = "engagement of 1 or more, below 3") String when) {}

  /// Accounts of one tier and grade.
  @Serdeable
  record Cell(@Schema(example = "A1") String cell, Tier tier, int engagement, long accounts) {}

  /// @param status absent for all
  static GridResponse of(
      Snapshot snapshot, Optional<Lifecycle> status, Grades grades, String rule) {
    Map<Tier, long[]> counts = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      long[] ofTier = new long[Grades.COUNT];
      ofTier[Grades.COUNT - 1] = snapshot.list().counts().of(tier, status);
      counts.put(tier, ofTier);
    }
    // Most accounts never visit: they are in the last grade, and only the others are gone through.
    snapshot
        .list()
        .engaged()
        .filter(target -> status.isEmpty() || target.presence().lifecycle().equals(status))
        .forEach(target -> {
          long[] ofTier = counts.get(target.tier());
          if (ofTier != null) { // as it always is
            ofTier[Grades.COUNT - 1]--;
            ofTier[snapshot.grade(target, grades) - 1]++;
          }
        });
    List<Cell> cells = new ArrayList<>();
    counts.forEach((tier, ofTier) -> {
      for (int grade = 1; grade <= Grades.COUNT; grade++) {
        cells.add(new Cell(tier.name() + grade, tier, grade, ofTier[grade - 1]));
      }
    });
    return new GridResponse(
        snapshot.profileId(),
        snapshot.at(),
        rule,
        IntStream.rangeClosed(1, Grades.COUNT)
            .mapToObj(grade -> new Grade(grade, grades.rule(grade)))
            .toList(),
        cells);
  }
}
