package dev.lodestar.refinery.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.refinery.refinement.Told;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.Withdrawn;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What an event did to the evidence that one deal is.
///
/// @param inherited ids of the deal's observations that are evidence though their account was
///   merged; its own among them when it comes back to an account whose merge was void
record ObservationMove(
    String id,
    Optional<Observation> before,
    Optional<Observation> after,
    SortedSet<String> inherited) {

  /// In order of observation id; none for a deal of which the same is known as before.
  ///
  /// @param inherited ids of observations that are evidence until this tells otherwise
  static List<ObservationMove> between(
      Optional<Known> before, Known after, Collection<String> inherited) {
    String accountId = after.ledger().accountId();
    Map<String, Observation> was = before.map(Known::observations).orElse(Map.of());
    Map<String, Observation> is = after.observations();
    Map<String, TreeSet<String>> standing =
        inherited.stream()
            .collect(
                groupingBy(
                    id -> Observation.idOf(accountId, Observation.dealOf(id)),
                    toCollection(TreeSet::new)));
    var ids = new TreeSet<>(was.keySet());
    ids.addAll(is.keySet());
    ids.addAll(standing.keySet());
    return ids.stream()
        .map(id ->
            new ObservationMove(
                id,
                Optional.ofNullable(was.get(id)),
                Optional.ofNullable(is.get(id)),
                standing.getOrDefault(id, new TreeSet<>())))
        .filter(move -> !move.inherited.isEmpty() || !move.before.equals(move.after))
        .toList();
  }

  /// Ids under which nothing is known of the deal any more.
  Stream<String> gone() {
    return Stream.concat(before.map(_ -> id).stream(), inherited.stream())
        .distinct()
        .filter(known -> after.isEmpty() || !known.equals(id));
  }

  /// What a profile of this scope is to be told; nothing when the deal is none of its concern.
  Stream<Told> toldTo(Scope scope) {
    Optional<Observation> counts = after.filter(scope::contains);
    if (counts.isPresent()) {
      return Stream.of(new Observed(counts.get(), insteadOf()));
    }
    return Stream.concat(before.filter(scope::contains).map(_ -> id).stream(), inherited.stream())
        .distinct()
        .map(Withdrawn::new);
  }

  private SortedSet<String> insteadOf() {
    var others = new TreeSet<>(inherited);
    others.remove(id);
    return others;
  }
}
