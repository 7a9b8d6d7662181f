package dev.lodestar.refinery.refinement;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something that a profile is told, by the ledgers or by people.
public sealed interface Told {

  /// What a task of the ledger tells.
  sealed interface ByLedger extends Told {}

  /// A closed deal as it is known now: new, or in place of what was known of it.
  ///
  /// @param insteadOf ids of observations of accounts that were merged into this one, which it
  ///   takes the place of in the same instant
  record Observed(Observation observation, SortedSet<String> insteadOf) implements ByLedger {

    public Observed {
      insteadOf = Collections.unmodifiableSortedSet(new TreeSet<>(insteadOf));
    }

    public Observed(Observation observation) {
      this(observation, Collections.emptySortedSet());
    }
  }

  /// A deal is no longer evidence for this profile.
  record Withdrawn(String observationId) implements ByLedger {}

  /// All that a task knows for a scope has been told.
  ///
  /// @param partition of the task
  record ToldAll(long scopeNumber, int partition) implements ByLedger {}

  /// A definition was set; or taken back, when empty.
  record Defined(Optional<ProfileDefinition> definition) implements Told {}

  record Asked(ProfileRequest request) implements Told {}

  /// The profile is to be held at a version; or no longer, when empty.
  record Pinned(Optional<Pin> pin) implements Told {}

  /// How lapsed accounts are to be told; as by default, when empty.
  record Ruled(Optional<RetargetingPolicy> policy) implements Told {}

  /// A task has scored all of its accounts.
  record Rescored(RescoredPart part) implements Told {}
}
