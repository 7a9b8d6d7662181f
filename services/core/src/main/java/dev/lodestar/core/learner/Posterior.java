package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What the evidence says: everything needed to compute a fit, with its uncertainty.
///
/// @param averageLogOdds of the average observed deal, were it opened now; with an account's
///   weights it sums to the account's log-odds
/// @param attributes by name
/// @param covariance of `averageLogOdds` and all level weights: the number of column c of
///   [#scheme()] is `1 + c`
public record Posterior(
    double averageLogOdds,
    List<AttributeWeights> attributes,
    Covariance covariance,
    Baseline baseline) {

  /// The chance of naming any attribute at all where none matters.
  public static final double FALSE_ALARMS = 0.04;

  /// How much more of that chance an attribute of few levels gets: a power of the number of
  /// contrasts.
  private static final double FAVOUR = -0.75;

  public Posterior {
    attributes = List.copyOf(attributes);
    int numbers = 1 + attributes.stream().mapToInt(a -> a.levels().size()).sum();
    if (covariance.size() != numbers) {
      throw new IllegalArgumentException(
          "covariance of size " + covariance.size() + " for " + numbers + " numbers");
    }
  }

  /// How accounts are read as levels.
  public LevelScheme scheme() {
    var readings = new TreeMap<String, Reading>();
    attributes.forEach(a -> readings.put(a.attribute(), a.reading()));
    return new LevelScheme(readings);
  }

  /// The attributes that the evidence shows to matter, most important first.
  ///
  /// Of those named, no more than a share [#FALSE_ALARMS] do not matter, in expectation; where
  /// nothing matters, any is named with that chance.
  public List<AttributeWeights> mattering() {
    return mattering(FALSE_ALARMS);
  }

  /// The same, with another chance of a false alarm.
  public List<AttributeWeights> mattering(double falseAlarms) {
    /*
     * Benjamini and Hochberg (1995), with weights fixed beforehand (Genovese, Roeder and Wasserman, 2006): an
     * attribute of few levels says more per deal, so it gets more of the chance of a false alarm.
     */
    double weights = 0;
    for (var attribute : attributes) {
      weights += weight(attribute);
    }
    double meanWeight = weights / Math.max(1, attributes.size());
    ToDoubleFunction<AttributeWeights> weighted = a -> a.pValue() * meanWeight / weight(a);
    var clearestFirst = attributes.stream().sorted(Comparator.comparingDouble(weighted)).toList();
    int count = 0;
    for (int i = 0; i < clearestFirst.size(); i++) {
      double bar = falseAlarms * (i + 1) / clearestFirst.size();
      count = weighted.applyAsDouble(clearestFirst.get(i)) <= bar ? i + 1 : count;
    }
    return clearestFirst.stream()
        .limit(count)
        .sorted(
            Comparator.comparingDouble(AttributeWeights::importance)
                .reversed()
                .thenComparing(AttributeWeights::attribute))
        .toList();
  }

  private static double weight(AttributeWeights attribute) {
    int contrasts =
        switch (attribute.reading()) {
          case Reading.Tagged t -> attribute.levels().size();
          case Reading.Nominal n -> attribute.levels().size() - 1;
          case Reading.Ordered o -> attribute.levels().size() - 1;
          case Reading.Paired p -> attribute.levels().size() - 1;
        };
    return StrictMath.pow(Math.max(1, contrasts), FAVOUR);
  }
}
