package dev.lodestar.core.retargeting;

import dev.lodestar.core.fit.FitMove;
import dev.lodestar.core.fit.FitMove.AttributeMove;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.Words;
import dev.lodestar.core.retargeting.Retargeting.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What moved an account's fit, in words: `funding went from none to series-b (+0.8)`.
final class MoveWords {

  private static final int MOST = 5;

  /// Moves of less are not worth a word, in log-odds.
  private static final double LEAST = 0.05;

  private record Said(double size, String words) {}

  private MoveWords() {}

  /// Those that speak for a decision, strongest first; never none.
  ///
  /// @param general what moved for every account, against the bar
  static List<String> of(State state, Tier bar, FitMove move, double general) {
    var said = new ArrayList<Said>();
    for (AttributeMove attribute : move.attributes()) {
      said.add(new Said(attribute.byAccount(), byAccount(attribute)));
      said.add(new Said(attribute.byProfile(), byProfile(attribute)));
    }
    said.add(
        new Said(
            general,
            "the bar of tier "
                + bar
                + (general > 0 ? " fell for everybody" : " rose for everybody")));
    int sign = state == State.CANDIDATE ? 1 : -1;
    var reasons =
        said.stream()
            .filter(s -> s.size() * sign >= LEAST)
            .sorted(
                Comparator.comparingDouble((Said s) -> -Math.abs(s.size()))
                    .thenComparing(Said::words))
            .limit(MOST)
            .map(s -> s.words() + " (" + Words.signed(s.size(), 1) + ")")
            .toList();
    if (!reasons.isEmpty()) {
      return reasons;
    }
    return List.of(
        state == State.CANDIDATE
            ? "many small changes together brought it to tier " + bar
            : noLongerHolds(bar));
  }

  static String noLongerHolds(Tier bar) {
    return "what had brought it to tier " + bar + " no longer holds";
  }

  private static String byAccount(AttributeMove move) {
    String name = Words.attribute(move.attribute());
    if (move.restated().isEmpty()) {
      return name + " is now known, " + levels(move.is());
    }
    return move.is().isEmpty()
        ? name + " is no longer known, it was " + levels(move.restated())
        : name + " went from " + levels(move.restated()) + " to " + levels(move.is());
  }

  private static String byProfile(AttributeMove move) {
    return "the profile now values "
        + Words.attribute(move.attribute())
        + " "
        + levels(move.restated().or(move::was))
        + (move.byProfile() > 0 ? " more" : " less");
  }

  private static String levels(Optional<Reason> reason) {
    var levels = reason.map(Reason::levels).orElse(List.of());
    return levels.isEmpty() ? "none" : Words.list(levels, "and");
  }
}
