package dev.lodestar.core.profile;

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
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// A made-up market in which two attributes may matter together: retail buys gold, everybody else
/// silver.
final class PairedMarket {

  static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("default");

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  /// What an odds ratio of 4 puts on either side.
  private static final double HALF = StrictMath.log(4) / 2;

  private final SplittableRandom random;
  private final ToDoubleFunction<SortedMap<String, AttributeValue>> taste;

  PairedMarket(long seed, ToDoubleFunction<SortedMap<String, AttributeValue>> taste) {
    this.random = new SplittableRandom(seed);
    this.taste = taste;
  }

  /// Half of the deals are retail's, and half for gold, so neither matters by itself.
  static double crossed(SortedMap<String, AttributeValue> attributes) {
    return is(attributes, "industry", "retail") == is(attributes, "product", "gold") ? HALF : -HALF;
  }

  static double mainEffects(SortedMap<String, AttributeValue> attributes) {
    return (is(attributes, "industry", "retail") ? 0.6 : -0.6)
        + (is(attributes, "product", "gold") ? 0.5 : -0.5)
        + (is(attributes, "source", "source-1") ? 0.7 : 0);
  }

  static boolean is(SortedMap<String, AttributeValue> attributes, String attribute, String level) {
    return text(level).equals(attributes.get(attribute));
  }

  static Evidence evidence(List<Observation> deals) {
    var evidence = new Evidence(DEFINITION);
    deals.forEach(evidence::add);
    return evidence;
  }

  List<Observation> deals(int count) {
    return IntStream.range(0, count).mapToObj(this::deal).toList();
  }

  double chance(Observation deal) {
    return 1 / (1 + StrictMath.exp(-taste.applyAsDouble(deal.attributes())));
  }

  private Observation deal(int number) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put(
        "industry",
        text(random.nextBoolean() ? "retail" : random.nextBoolean() ? "health" : "mining"));
    attributes.put(
        "product",
        text(random.nextBoolean() ? "gold" : random.nextInt(40) > 0 ? "silver" : "bronze"));
    attributes.put("source", text("source-" + random.nextInt(4)));
    attributes.put("region", text(random.nextBoolean() ? "north" : "south"));
    attributes.put(
        "employees",
        new AttributeValue.Quantity(Math.floor(StrictMath.exp(9 * random.nextDouble()))));
    double chance = 1 / (1 + StrictMath.exp(-taste.applyAsDouble(attributes)));
    var closedAt = START.plus(Duration.ofHours(random.nextInt(365 * 24)));
    return new Observation(
        "account-" + number,
        "deal-" + number,
        closedAt.minus(Duration.ofDays(20)),
        closedAt,
        random.nextDouble() < chance ? new Outcome.Won(Optional.empty()) : new Outcome.Lost(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        attributes);
  }

  static AttributeValue text(String value) {
    return new AttributeValue.Text(value);
  }
}
