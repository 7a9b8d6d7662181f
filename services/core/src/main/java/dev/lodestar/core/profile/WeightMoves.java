package dev.lodestar.core.profile;

import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import dev.lodestar.core.profile.ProfileChange.Estimate;
import dev.lodestar.core.profile.ProfileChange.Move;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The levels whose weight differs between two posteriors.
final class WeightMoves {

  private static final Comparator<Move> LARGEST_FIRST =
      Comparator.comparingDouble((Move move) -> -Math.abs(move.size()))
          .thenComparing(Move::attribute)
          .thenComparing(Move::level);

  private WeightMoves() {}

  /// Largest first.
  static List<Move> between(Optional<Posterior> before, Posterior after) {
    var was = before.map(WeightMoves::estimates).orElseGet(TreeMap::new);
    var is = estimates(after);
    var attributes = new TreeSet<>(was.keySet());
    attributes.addAll(is.keySet());
    var moves = new ArrayList<Move>();
    for (String attribute : attributes) {
      moves.addAll(
          moves(
              attribute,
              was.getOrDefault(attribute, new TreeMap<>()),
              is.getOrDefault(attribute, new TreeMap<>())));
    }
    moves.sort(LARGEST_FIRST);
    return moves;
  }

  private static List<Move> moves(
      String attribute, Map<String, Estimate> was, Map<String, Estimate> is) {
    var levels = new TreeSet<>(was.keySet());
    levels.addAll(is.keySet());
    return levels.stream()
        .map(level ->
            new Move(
                attribute,
                level,
                Optional.ofNullable(was.get(level)),
                Optional.ofNullable(is.get(level))))
        .filter(move -> move.size() != 0 || move.before().isEmpty() || move.after().isEmpty())
        .toList();
  }

  private static SortedMap<String, Map<String, Estimate>> estimates(Posterior posterior) {
    var estimates = new TreeMap<String, Map<String, Estimate>>();
    for (AttributeWeights attribute : posterior.attributes()) {
      var levels = new TreeMap<String, Estimate>();
      for (LevelWeight level : attribute.levels()) {
        levels.put(level.label(), new Estimate(level.weight(), level.standardError()));
      }
      estimates.put(attribute.attribute(), levels);
    }
    return estimates;
  }
}
