package dev.lodestar.core.profile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What differs between two versions of a profile.
///
/// @param fromVersion 0 when there was none
/// @param moves levels whose weight differs, largest move first
/// @param entered criteria on attributes that had none
/// @param left criteria on attributes that have none any more
/// @param turned criteria, as they are, that speak for levels that were spoken against, or against
///   levels that were spoken for
/// @param tierChangeShare share of the observed deals whose tier differs, in [0, 1]; absent where
///   the deals were not at hand
/// @param headline one sentence
/// @param paragraph what rose, fell, entered and left, and why, in words
public record ProfileChange(
    int fromVersion,
    int toVersion,
    List<Move> moves,
    List<Criterion> entered,
    List<Criterion> left,
    List<Criterion> turned,
    OptionalDouble tierChangeShare,
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
      String attribute, String level, Optional<Estimate> before, Optional<Estimate> after) {

    /// By how much the weight rose, in log-odds; a level not known weighs nothing.
    public double size() {
      return after.map(Estimate::weight).orElse(0.0) - before.map(Estimate::weight).orElse(0.0);
    }
  }

  /// A weight and its uncertainty.
  public record Estimate(double weight, double standardError) {}

  /// What differs between any two versions, or between none and one.
  public static ProfileChange between(
      Optional<LearnedProfile> before, int fromVersion, LearnedProfile after, int toVersion) {
    return of(before, fromVersion, after, toVersion, Optional.empty(), OptionalDouble.empty());
  }

  /// What a version that follows upon `previous` changes, and why.
  public static ProfileChange following(
      Optional<ProfileVersion> previous, LearnedProfile learned, Cause cause, TierShift shift) {
    int from = previous.map(ProfileVersion::number).orElse(0);
    return of(
        previous.map(ProfileVersion::learned),
        from,
        learned,
        from + 1,
        Optional.of(cause),
        previous.isPresent() ? OptionalDouble.of(shift.share()) : OptionalDouble.empty());
  }

  private static ProfileChange of(
      Optional<LearnedProfile> before,
      int fromVersion,
      LearnedProfile after,
      int toVersion,
      Optional<Cause> cause,
      OptionalDouble tierChangeShare) {
    var were = before.map(LearnedProfile::criteria).orElse(List.of());
    var wordless =
        new ProfileChange(
            fromVersion,
            toVersion,
            WeightMoves.between(before.map(LearnedProfile::posterior), after.posterior()),
            onlyIn(after.criteria(), were),
            onlyIn(were, after.criteria()),
            after.criteria().stream()
                .filter(is -> were.stream().anyMatch(was -> isTurned(was, is)))
                .toList(),
            tierChangeShare,
            "",
            "");
    var words = new ChangeWords(before, after, wordless, cause);
    return new ProfileChange(
        fromVersion,
        toVersion,
        wordless.moves,
        wordless.entered,
        wordless.left,
        wordless.turned,
        tierChangeShare,
        words.headline(),
        words.paragraph());
  }

  private static List<Criterion> onlyIn(List<Criterion> some, List<Criterion> others) {
    return some.stream()
        .filter(c -> others.stream().noneMatch(o -> o.attribute().equals(c.attribute())))
        .toList();
  }

  static boolean isTurned(Criterion was, Criterion is) {
    return was.attribute().equals(is.attribute())
        && was.positive() != is.positive()
        && was.levels().stream().anyMatch(is.levels()::contains);
  }
}
