package dev.lodestar.core.profile;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.learner.Learner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The one way from evidence to a profile: the same definition and the same facts give the same
/// profile, to the last byte, on every machine.
public final class Refit {

  private Refit() {}

  /// All that the evidence says. While it is empty, as of the epoch.
  public static LearnedProfile of(ProfileDefinition definition, Evidence evidence) {
    var table = evidence.table();
    var posterior = Learner.fit(table, definition.hypotheses());
    var criteria = new Criteria(posterior);
    var wordless =
        new LearnedProfile(
            DefinitionHash.of(definition),
            evidence.asOf().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS),
            evidence.totals(),
            definition.halfLife(),
            posterior,
            table.leftOut(),
            FitScale.of(posterior, table, definition.tiers()),
            criteria.criteria(),
            criteria.disqualifiers(),
            Quality.NONE,
            "");
    return wordless.withNarrative(Narrative.of(definition, wordless));
  }
}
