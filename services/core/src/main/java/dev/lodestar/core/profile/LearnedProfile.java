package dev.lodestar.core.profile;

import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.evidence.LeftOut;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.learner.Posterior;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that a definition and its evidence say as of a time: the part of a version that is a pure
/// function of the facts, whatever way they came in.
///
/// @param definitionHash SHA-256 of the definition but for its hypotheses, in lower-case
///   hexadecimal; `hypothesesHash` is theirs
/// @param asOf the latest event time the evidence knows of
/// @param leftOut attributes not looked at, by name
/// @param criteria most important first; none when nothing is known
/// @param disqualifiers levels beyond doubt at odds of a third of the average or less, most
///   important attribute first
/// @param halfLife of the evidence; absent when all of it weighs the same
public record LearnedProfile(
    String definitionHash,
    String hypothesesHash,
    Instant asOf,
    EvidenceTotals totals,
    Optional<Duration> halfLife,
    Posterior posterior,
    List<LeftOut> leftOut,
    FitScale scale,
    List<Criterion> criteria,
    List<Criterion> disqualifiers,
    Quality quality,
    String narrative) {

  public LearnedProfile {
    leftOut = List.copyOf(leftOut);
    criteria = List.copyOf(criteria);
    disqualifiers = List.copyOf(disqualifiers);
  }

  /// Tells profiles apart at a glance: SHA-256 over all of it, in lower-case hexadecimal.
  public String fingerprint() {
    return CanonicalText.sha256(CanonicalText.of(this));
  }

  LearnedProfile with(Quality grade, String words) {
    return new LearnedProfile(
        definitionHash,
        hypothesesHash,
        asOf,
        totals,
        halfLife,
        posterior,
        leftOut,
        scale,
        criteria,
        disqualifiers,
        grade,
        words);
  }
}
