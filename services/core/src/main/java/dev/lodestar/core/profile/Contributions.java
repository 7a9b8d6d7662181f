package dev.lodestar.core.profile;

import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Millionths;
import dev.lodestar.core.fit.Probability;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import dev.lodestar.core.profile.ProfileChange.Contribution;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The strongest facts behind a change: where deals closed since, and turned out otherwise than
/// expected.
///
/// Both versions count the deals of each level, so that the difference of the counts is exact,
/// costs nothing, and is the same whatever way the deals arrived. A deal counts at each of its
/// levels.
final class Contributions {

  static final int MOST = 5;

  /// Fewer deals than that, more or less than expected, are no news.
  private static final double LEAST = 1;

  private static final Comparator<Contribution> STRONGEST_FIRST =
      Comparator.comparingDouble((Contribution c) -> -surprise(c))
          .thenComparing(Contribution::attribute)
          .thenComparing(Contribution::level);

  private Contributions() {}

  /// Of attributes that matter in either version and are read alike in both, at most [#MOST].
  static List<Contribution> between(LearnedProfile before, LearnedProfile after) {
    var known = new HashMap<String, AttributeWeights>();
    before.posterior().attributes().forEach(a -> known.put(a.attribute(), a));
    var mattering =
        Stream.of(before, after)
            .flatMap(learned -> learned.posterior().mattering().stream())
            .map(AttributeWeights::attribute)
            .toList();
    return after.posterior().attributes().stream()
        .filter(attribute -> mattering.contains(attribute.attribute()))
        .filter(attribute -> !(attribute.reading() instanceof Reading.Paired))
        .flatMap(attribute ->
            Optional.ofNullable(known.get(attribute.attribute()))
                .filter(was -> was.reading().equals(attribute.reading()))
                .stream()
                .flatMap(was -> contributions(before.posterior(), was, attribute)))
        .filter(contribution -> surprise(contribution) >= LEAST)
        .sorted(STRONGEST_FIRST)
        .limit(MOST)
        .toList();
  }

  private static Stream<Contribution> contributions(
      Posterior before, AttributeWeights was, AttributeWeights is) {
    Map<String, LevelWeight> levels = new HashMap<>();
    was.levels().forEach(level -> levels.put(level.label(), level));
    return is.levels().stream()
        .flatMap(level ->
            Optional.ofNullable(levels.get(level.label()))
                .flatMap(then -> contribution(before, was, then, level))
                .stream());
  }

  private static Optional<Contribution> contribution(
      Posterior before, AttributeWeights attribute, LevelWeight was, LevelWeight is) {
    long deals = is.observations() - was.observations();
    double good = Millionths.rounded(is.good() - was.good());
    if (deals <= 0 || good < 0 || good > deals) {
      return Optional.empty(); // more was put right than closed
    }
    // A tag's weight is that of having it against not having it, so the average deal has a part.
    double weight =
        attribute.reading() instanceof Reading.Tagged
            ? was.weight() * (1 - was.share())
            : was.weight();
    double expected =
        Millionths.rounded(deals * Probability.ofLogOdds(before.averageLogOdds() + weight));
    int index = attribute.levels().indexOf(was);
    String words =
        "%s with %s closed since, %s of them good where %s were to be expected"
            .formatted(
                Words.count(deals, "deal"),
                LevelWords.of(attribute.attribute(), attribute.reading(), List.of(index)),
                number(good),
                number(expected));
    return Optional.of(
        new Contribution(attribute.attribute(), is.label(), deals, good, expected, words));
  }

  private static double surprise(Contribution contribution) {
    return Math.abs(contribution.good() - contribution.expected());
  }

  private static String number(double number) {
    return Words.decimal(number, number == Math.rint(number) ? 0 : 1);
  }
}
