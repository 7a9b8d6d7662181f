package dev.lodestar.core.profile;

import java.util.List;
import java.util.Optional;

/// What differs between two versions of a profile.
///
/// @param fromVersion 0 when there was none
/// @param moves levels whose weight differs, largest move first
/// @param tierChangeShare share of the observed deals whose tier differs, in [0, 1]
/// @param headline one sentence
/// @param paragraph what rose, fell, entered and left, and why, in words
public record ProfileChange(
    int fromVersion,
    int toVersion,
    List<Move> moves,
    List<Criterion> entered,
    List<Criterion> left,
    List<Criterion> turned,
    double tierChangeShare,
    String headline,
    String paragraph) {

  public ProfileChange {
    moves = List.copyOf(moves);
    entered = List.copyOf(entered);
    left = List.copyOf(left);
    turned = List.copyOf(turned);
  }

  /// The weight of one level before and after; absent where the version did not know the level.
  public record Move(
      String attribute, String level, Optional<Estimate> before, Optional<Estimate> after) {}

  /// A weight and its uncertainty.
  public record Estimate(double weight, double standardError) {}
}
