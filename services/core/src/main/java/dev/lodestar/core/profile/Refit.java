package dev.lodestar.core.profile;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Prequential;
import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.learner.Learner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The one way from evidence to a profile: the same definition and the same facts give the same
/// profile, to the last byte, on every machine.
public final class Refit {

  private Refit() {}

  /// All that the evidence says under the memory that the definition sets (none, where it sets
  /// none), but for how well it would have predicted. While the evidence is empty, as of the epoch.
  public static LearnedProfile of(ProfileDefinition definition, Evidence evidence) {
    return of(definition, evidence, definition.halfLife());
  }

  private static LearnedProfile of(
      ProfileDefinition definition, Evidence evidence, Optional<Duration> halfLife) {
    var table = evidence.table().remembering(halfLife);
    var posterior = Learner.fit(table, definition.hypotheses());
    var criteria = new Criteria(posterior);
    var ungraded =
        new LearnedProfile(
            DefinitionHash.of(definition),
            DefinitionHash.ofHypotheses(definition),
            evidence.asOf().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS),
            evidence.totals(table),
            halfLife,
            posterior,
            table.leftOut(),
            FitScale.of(posterior, table, definition.tiers()),
            criteria.criteria(),
            criteria.disqualifiers(),
            Quality.NONE,
            "");
    return graded(definition, ungraded, Quality.NONE);
  }

  /// All that the evidence says, its grade on the future included: what a version publishes.
  ///
  /// @param prequential may have graded the same profile before, which saves time and changes
  ///   nothing else
  public static LearnedProfile graded(
      ProfileDefinition definition, Evidence evidence, Prequential prequential) {
    var grade = prequential.grade(evidence);
    return graded(definition, of(definition, evidence, grade.halfLife()), grade.quality());
  }

  /// What was learned, with its grade.
  ///
  /// @param learned under this very definition
  public static LearnedProfile graded(
      ProfileDefinition definition, LearnedProfile learned, Quality quality) {
    var wordless = learned.with(quality, "");
    return wordless.with(quality, Narrative.of(definition, wordless));
  }
}
