package dev.lodestar.core.profile;

import dev.lodestar.core.evidence.EvidenceTotals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The live state of a profile between versions.
///
/// @param refittedAt wall-clock time of the latest refit
/// @param version the newest published; 0 when none is
/// @param totals of the evidence as of the latest refit, published or not
/// @param heldBack refits since that version that were not published
/// @param heldBecause why the latest refit was held back, in words; empty when it was published
/// @param wouldChange what the latest refit would change of the version in force, in words; empty
///   when it was published
/// @param heldUntil until when publication is suspended by request, if it is
/// @param pinnedTo the version the profile is held at, if it is
/// @param rescored how accounts moved under the version in force; absent until all were scored
public record ProfileStatus(
    String profileId,
    Instant refittedAt,
    Instant asOf,
    int version,
    EvidenceTotals totals,
    long heldBack,
    List<String> heldBecause,
    List<String> wouldChange,
    Optional<Instant> heldUntil,
    Optional<Integer> pinnedTo,
    Optional<Rescoring> rescored) {

  public ProfileStatus {
    heldBecause = List.copyOf(heldBecause);
    wouldChange = List.copyOf(wouldChange);
  }

  /// The same, once all accounts were scored under the version in force.
  public ProfileStatus rescored(Rescoring how) {
    return new ProfileStatus(
        profileId,
        refittedAt,
        asOf,
        version,
        totals,
        heldBack,
        heldBecause,
        wouldChange,
        heldUntil,
        pinnedTo,
        Optional.of(how));
  }
}
