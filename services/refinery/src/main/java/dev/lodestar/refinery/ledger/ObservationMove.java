package dev.lodestar.refinery.ledger;

import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.refinery.refinement.Told;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.Withdrawn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What an event did to the evidence that one deal is.
record ObservationMove(String id, Optional<Observation> before, Optional<Observation> after) {

  /// In order of observation id; none for a deal of which the same is known as before.
  static List<ObservationMove> between(Optional<Known> before, Known after) {
    Map<String, Observation> was = before.map(Known::observations).orElse(Map.of());
    Map<String, Observation> is = after.observations();
    var ids = new TreeSet<>(was.keySet());
    ids.addAll(is.keySet());
    return ids.stream()
        .map(id ->
            new ObservationMove(
                id, Optional.ofNullable(was.get(id)), Optional.ofNullable(is.get(id))))
        .filter(move -> !move.before.equals(move.after))
        .toList();
  }

  /// What a profile of this scope is to be told; empty when the deal is none of its concern.
  Optional<Told> toldTo(Scope scope) {
    Optional<Observation> counts = after.filter(scope::contains);
    return counts.isPresent()
        ? Optional.of(new Observed(counts.get()))
        : before.filter(scope::contains).map(_ -> new Withdrawn(id));
  }
}
