package dev.lodestar.core.learner;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// A seeded source of closed deals whose chance of winning is known.
final class World {

  static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

  final SplittableRandom random;
  private final ToDoubleFunction<SortedMap<String, AttributeValue>> logOdds;

  World(long seed, ToDoubleFunction<SortedMap<String, AttributeValue>> logOdds) {
    this.random = new SplittableRandom(seed);
    this.logOdds = logOdds;
  }

  /// Deals closed over a year, with attributes of every kind.
  List<Observation> deals(int count) {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < count; i++) {
      var attributes = attributes();
      deals.add(
          deal(
              i,
              closing(),
              random.nextDouble() < chance(logOdds.applyAsDouble(attributes)),
              attributes));
    }
    return deals;
  }

  SortedMap<String, AttributeValue> attributes() {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("region", text(random.nextBoolean() ? "north" : "south"));
    attributes.put("industry", text("industry-" + random.nextInt(6)));
    attributes.put("source", text("source-" + random.nextInt(4)));
    attributes.put("employees", number(Math.rint(StrictMath.exp(1.5 * random.nextGaussian() + 4))));
    attributes.put("visits", number(random.nextInt(6)));
    var technologies = new ArrayList<String>();
    for (int t = 0; t < 4; t++) {
      if (random.nextInt(3) == 0) {
        technologies.add("technology-" + t);
      }
    }
    attributes.put("technologies", AttributeValue.Tags.of(technologies));
    return attributes;
  }

  Instant closing() {
    return MONDAY.plus(Duration.ofHours(random.nextInt(365 * 24)));
  }

  static Observation deal(
      int number, Instant closedAt, boolean won, SortedMap<String, AttributeValue> attributes) {
    return deal(number, closedAt.minus(Duration.ofDays(20)), closedAt, won, attributes);
  }

  static Observation deal(
      int number,
      Instant openedAt,
      Instant closedAt,
      boolean won,
      SortedMap<String, AttributeValue> attributes) {
    return new Observation(
        "account-" + number,
        "deal-" + number,
        openedAt,
        closedAt,
        won ? new Outcome.Won(Optional.empty()) : new Outcome.Lost(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        attributes);
  }

  static AttributeValue text(String value) {
    return new AttributeValue.Text(value);
  }

  static AttributeValue number(double value) {
    return new AttributeValue.Quantity(value);
  }

  static double chance(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}
