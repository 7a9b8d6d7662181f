package dev.lodestar.core.evaluation;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A made-up market that some day wants the opposite of what it wanted before. Two attributes
/// matter, one does not; each deal opens and closes at once.
final class ReversingMarket {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int DEALS_PER_WEEK = 20;
  private static final double EFFECT = 0.9;

  private final SplittableRandom random;
  private final int reversal;

  /// @param reversal the number of the first deal of which the opposite is true
  ReversingMarket(long seed, int reversal) {
    this.random = new SplittableRandom(seed);
    this.reversal = reversal;
  }

  static Evidence evidence(List<Observation> deals) {
    var evidence = new Evidence(ProfileDefinition.withDefaults("profile"));
    deals.forEach(evidence::add);
    return evidence;
  }

  /// In order of time.
  List<Observation> weeks(int weeks) {
    return IntStream.range(0, weeks * DEALS_PER_WEEK).mapToObj(this::deal).toList();
  }

  /// The true chance that a deal is won.
  double chance(Observation deal, int number) {
    double sign = number < reversal ? 1 : -1;
    double logOdds =
        (isText(deal, "region", "north") ? EFFECT : -EFFECT)
            + (isText(deal, "industry", "retail") ? EFFECT : -EFFECT);
    return 1 / (1 + StrictMath.exp(-sign * logOdds));
  }

  private Observation deal(int number) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("region", text(random.nextBoolean() ? "north" : "south"));
    attributes.put("industry", text(random.nextBoolean() ? "retail" : "health"));
    attributes.put("source", text("source-" + random.nextInt(3)));
    var at = START.plus(Duration.ofMinutes(number * 7L * 24 * 60 / DEALS_PER_WEEK));
    var lost = deal(number, at, new Outcome.Lost(), attributes);
    return random.nextDouble() < chance(lost, number)
        ? deal(number, at, new Outcome.Won(Optional.empty()), attributes)
        : lost;
  }

  private static Observation deal(
      int number, Instant at, Outcome outcome, SortedMap<String, AttributeValue> attributes) {
    return new Observation(
        "account-" + number,
        "deal",
        at,
        at,
        outcome,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        attributes);
  }

  private static boolean isText(Observation deal, String attribute, String level) {
    return text(level).equals(deal.attributes().get(attribute));
  }

  private static AttributeValue text(String value) {
    return new AttributeValue.Text(value);
  }
}
