package dev.lodestar.core.profile;

import dev.lodestar.core.fit.FitScale;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What differs between two versions of a profile.
///
/// @param fromVersion 0 when there was none
/// @param moves levels whose weight differs, largest move first
/// @param contributions the strongest facts behind the change, strongest first
/// @param entered criteria on attributes that had none
/// @param left criteria on attributes that have none any more
/// @param turned criteria, as they are, that speak for levels that were spoken against, or against
///   levels that were spoken for
/// @param tiersBefore absent when there was no version
/// @param tierShift of the observed deals; absent where the deals were not at hand
/// @param headline one sentence
/// @param paragraph what rose, fell, entered and left, and why, in words
public record ProfileChange(
    int fromVersion,
    int toVersion,
    List<Move> moves,
    List<Contribution> contributions,
    List<Criterion> entered,
    List<Criterion> left,
    List<Criterion> turned,
    Optional<TierCuts> tiersBefore,
    TierCuts tiersAfter,
    Optional<TierShift> tierShift,
    String headline,
    String paragraph) {

  public ProfileChange {
    moves = List.copyOf(moves);
    contributions = List.copyOf(contributions);
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

  /// Deals of one level that closed since the earlier version, and turned out better or worse than
  /// it let expect.
  ///
  /// @param deals how many more the later version counts, 1 or more
  /// @param good the sum of their desirability
  /// @param expected that sum at the chance that the earlier version gave a deal of which only this
  ///   level is known
  public record Contribution(
      String attribute, String level, long deals, double good, double expected, String words) {}

  /// Where tiers begin.
  public record TierCuts(double a, double b, double c) {

    static TierCuts of(FitScale scale) {
      return new TierCuts(scale.cutA(), scale.cutB(), scale.cutC());
    }
  }

  /// Share of the observed deals whose tier differs, in [0, 1]; empty where the deals were not at
  /// hand.
  public OptionalDouble tierChangeShare() {
    return tierShift.map(shift -> OptionalDouble.of(shift.share())).orElse(OptionalDouble.empty());
  }

  /// What differs between any two versions, or between none and one.
  public static ProfileChange between(
      Optional<LearnedProfile> before, int fromVersion, LearnedProfile after, int toVersion) {
    return of(before, fromVersion, after, toVersion, Optional.empty(), Optional.empty());
  }

  /// What differs between two versions, each in a few words, most important first.
  public static List<String> inShort(LearnedProfile before, LearnedProfile after) {
    var change = between(Optional.of(before), 0, after, 1);
    return new ChangeWords(Optional.of(before), after, change, Optional.empty()).inShort();
  }

  /// The same change under another headline, which its paragraph then begins with.
  ProfileChange under(String newHeadline) {
    return new ProfileChange(
        fromVersion,
        toVersion,
        moves,
        contributions,
        entered,
        left,
        turned,
        tiersBefore,
        tiersAfter,
        tierShift,
        newHeadline,
        fromVersion == toVersion ? newHeadline : newHeadline + " " + paragraph);
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
        previous.map(_ -> shift));
  }

  private static ProfileChange of(
      Optional<LearnedProfile> before,
      int fromVersion,
      LearnedProfile after,
      int toVersion,
      Optional<Cause> cause,
      Optional<TierShift> tierShift) {
    var were = before.map(LearnedProfile::criteria).orElse(List.of());
    var wordless =
        new ProfileChange(
            fromVersion,
            toVersion,
            WeightMoves.between(before.map(LearnedProfile::posterior), after.posterior()),
            before.map(earlier -> Contributions.between(earlier, after)).orElse(List.of()),
            onlyIn(after.criteria(), were),
            onlyIn(were, after.criteria()),
            after.criteria().stream()
                .filter(is -> were.stream().anyMatch(was -> isTurned(was, is)))
                .toList(),
            before.map(earlier -> TierCuts.of(earlier.scale())),
            TierCuts.of(after.scale()),
            tierShift,
            "",
            "");
    var words = new ChangeWords(before, after, wordless, cause);
    return new ProfileChange(
        fromVersion,
        toVersion,
        wordless.moves,
        wordless.contributions,
        wordless.entered,
        wordless.left,
        wordless.turned,
        wordless.tiersBefore,
        wordless.tiersAfter,
        tierShift,
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
