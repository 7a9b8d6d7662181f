package dev.lodestar.core.profile;

import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Millionths;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Puts into words what a person needs to know of a posterior.
///
/// Up to [#MOST] attributes are named, those that matter, most important first; beyond [#FEW], only
/// those whose importance is at least [#WORTH_NAMING]. Each speaks by the levels that are clearly
/// above the average, or by those clearly below it, whichever tell observed deals further apart.
/// Clearly means by more than the weight's standard error.
final class Criteria {

  static final int MOST = 10;
  static final int FEW = 5;
  static final double WORTH_NAMING = 0.1;

  /// The levels of one attribute that a criterion names, at most; ranges are merged instead.
  static final int MOST_LEVELS = 5;

  /// A level disqualifies when its odds are at most a third of the average …
  static final double THIRD_OF_THE_ODDS = -StrictMath.log(3);

  /// … and its weight is below 0 with a probability of more than 99%, by so many standard errors.
  static final double BEYOND_DOUBT = 2.326348;

  private final Posterior posterior;
  private final LevelScheme scheme;

  Criteria(Posterior posterior) {
    this.posterior = posterior;
    this.scheme = posterior.scheme();
  }

  List<Criterion> criteria() {
    var criteria = new ArrayList<Criterion>();
    for (AttributeWeights attribute : posterior.mattering()) {
      if (criteria.size() < FEW
          || (criteria.size() < MOST && attribute.importance() >= WORTH_NAMING)) {
        criteria.add(criterion(attribute));
      }
    }
    return criteria;
  }

  List<Criterion> disqualifiers() {
    return posterior.mattering().stream()
        .map(attribute -> Map.entry(attribute, named(attribute, l -> disqualifies(attribute, l))))
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> criterion(entry.getKey(), entry.getValue(), false))
        .toList();
  }

  private static boolean disqualifies(AttributeWeights attribute, int level) {
    LevelWeight weight = attribute.levels().get(level);
    return !isOther(attribute, level)
        && weight.weight() <= THIRD_OF_THE_ODDS
        && weight.weight() < -BEYOND_DOUBT * weight.standardError();
  }

  private Criterion criterion(AttributeWeights attribute) {
    var above = levels(attribute, l -> weight(attribute, l) > error(attribute, l));
    var below = levels(attribute, l -> weight(attribute, l) < -error(attribute, l));
    if (above.isEmpty() && below.isEmpty()) {
      int clearest =
          IntStream.range(0, attribute.levels().size())
              .boxed()
              .max(Comparator.comparingDouble(l -> clarity(attribute, l)))
              .orElseThrow();
      return criterion(attribute, List.of(clearest), weight(attribute, clearest) > 0);
    }
    boolean positive =
        below.isEmpty() || (!above.isEmpty() && says(attribute, above) >= says(attribute, below));
    return criterion(attribute, positive ? above : below, positive);
  }

  /// The levels that hold; with the gaps between two ranges closed, if they lean the same way.
  private static List<Integer> levels(AttributeWeights attribute, IntPredicate holds) {
    var named = named(attribute, holds);
    return attribute.reading() instanceof Reading.Ordered ? withoutGaps(attribute, named) : named;
  }

  /// The levels that hold: ranges in their order; of names those that say most, strongest first,
  /// and the level that rare ones share only if there is no other.
  private static List<Integer> named(AttributeWeights attribute, IntPredicate holds) {
    var levels = IntStream.range(0, attribute.levels().size()).filter(holds).boxed().toList();
    if (attribute.reading() instanceof Reading.Ordered) {
      return levels;
    }
    var named =
        levels.stream()
            .filter(l -> !isOther(attribute, l))
            .sorted(
                Comparator.comparingDouble((Integer l) -> -says(attribute, List.of(l)))
                    .thenComparing(l -> attribute.levels().get(l).label()))
            .limit(MOST_LEVELS)
            .sorted(
                Comparator.comparingDouble((Integer l) -> -Math.abs(weight(attribute, l)))
                    .thenComparing(l -> attribute.levels().get(l).label()))
            .toList();
    return named.isEmpty() ? levels : named;
  }

  private static List<Integer> withoutGaps(AttributeWeights attribute, List<Integer> levels) {
    var closed = new ArrayList<Integer>();
    for (int level : levels) {
      int from = closed.isEmpty() ? level : closed.getLast() + 1;
      boolean leansTheSameWay =
          IntStream.range(from, level)
              .allMatch(l -> weight(attribute, l) * weight(attribute, level) > 0);
      IntStream.range(leansTheSameWay ? from : level, level).forEach(closed::add);
      closed.add(level);
    }
    return closed;
  }

  private Criterion criterion(AttributeWeights attribute, List<Integer> levels, boolean positive) {
    String words = LevelWords.of(attribute.attribute(), attribute.reading(), levels);
    double[] shares = shares(attribute, levels);
    double weight = 0;
    double variance = 0;
    int first = 1 + scheme.offset(scheme.attributes().indexOf(attribute.attribute()));
    for (int i = 0; i < shares.length; i++) {
      weight += shares[i] * weight(attribute, levels.get(i));
      for (int j = 0; j < shares.length; j++) {
        variance +=
            shares[i]
                * shares[j]
                * posterior.covariance().at(first + levels.get(i), first + levels.get(j));
      }
    }
    return new Criterion(
        attribute.attribute(),
        positive ? words : "not: " + words,
        levels.stream().map(l -> attribute.levels().get(l).label()).toList(),
        positive,
        Millionths.rounded(weight),
        Millionths.rounded(Math.sqrt(Math.max(0, variance))),
        attribute.importance());
  }

  /// What part each level has in the observed deals of all of them.
  private static double[] shares(AttributeWeights attribute, List<Integer> levels) {
    double total = levels.stream().mapToDouble(l -> attribute.levels().get(l).share()).sum();
    return levels.stream()
        .mapToDouble(
            l -> total > 0 ? attribute.levels().get(l).share() / total : 1.0 / levels.size())
        .toArray();
  }

  /// How far levels tell observed deals apart: their part of the variance of the contribution.
  private static double says(AttributeWeights attribute, List<Integer> levels) {
    boolean tagged = attribute.reading() instanceof Reading.Tagged;
    double sum = 0;
    for (int l : levels) {
      LevelWeight level = attribute.levels().get(l);
      double spread = tagged ? level.share() * (1 - level.share()) : level.share();
      sum += isOther(attribute, l) ? 0 : spread * level.weight() * level.weight();
    }
    return sum;
  }

  private static boolean isOther(AttributeWeights attribute, int level) {
    return switch (attribute.reading()) {
      case Reading.Nominal(var values, _) -> level == values.size();
      case Reading.Tagged(var values, _) -> level == values.size();
      case Reading.Ordered _, Reading.Paired _ -> false;
    };
  }

  private static double clarity(AttributeWeights attribute, int level) {
    double error = error(attribute, level);
    return error > 0 ? Math.abs(weight(attribute, level)) / error : 0;
  }

  private static double weight(AttributeWeights attribute, int level) {
    return attribute.levels().get(level).weight();
  }

  private static double error(AttributeWeights attribute, int level) {
    return attribute.levels().get(level).standardError();
  }
}
