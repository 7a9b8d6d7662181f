package dev.lodestar.benchmarks;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.PastDeal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A seeded history of deals over two years: half of its attributes matter, one in three is
/// ordered, and one value in twenty is unknown.
///
/// @param levels of all attributes together
record History(int deals, int attributes, int levels) {

  private static final long SEED = 20_250_101;
  private static final Instant FROM = Instant.parse("2023-01-02T00:00:00Z");
  private static final int DAYS = 728;
  private static final double EFFECT = 0.35;
  private static final double UNKNOWN = 0.05;

  ProfileDefinition definition() {
    var rules = new TreeMap<String, AttributeRule>();
    for (int a = 0; a < attributes; a++) {
      rules.put(
          name(a),
          isOrdered(a) ? new AttributeRule.Ordered(bounds(a)) : new AttributeRule.Nominal());
    }
    return ProfileDefinition.withDefaults("bench").withAttributes(rules);
  }

  Evidence evidence() {
    var evidence = new Evidence(definition());
    pastDeals().forEach(evidence::add);
    return evidence;
  }

  List<PastDeal> pastDeals() {
    var random = new SplittableRandom(SEED);
    var effects = effects(random);
    var deals = new ArrayList<PastDeal>(this.deals);
    for (int i = 0; i < this.deals; i++) {
      deals.add(deal(random, effects, FROM.plus(Duration.ofMinutes(minute(i)))));
    }
    return deals;
  }

  /// A deal that closes after all others.
  PastDeal oneMore() {
    var random = new SplittableRandom(SEED);
    var effects = effects(random);
    return deal(random.split(), effects, FROM.plus(Duration.ofDays(DAYS)));
  }

  private long minute(int deal) {
    return (long) deal * DAYS * 24 * 60 / this.deals;
  }

  private PastDeal deal(SplittableRandom random, double[][] effects, Instant closedAt) {
    var attributes = new TreeMap<String, AttributeValue>();
    double logOdds = -0.8;
    for (int a = 0; a < this.attributes; a++) {
      // Low levels are more frequent, as in life.
      int level = (int) (effects[a].length * Math.pow(random.nextDouble(), 1.5));
      if (random.nextDouble() >= UNKNOWN) {
        attributes.put(name(a), value(a, level));
        logOdds += effects[a][level];
      }
    }
    boolean won = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
    int good = won ? PastDeal.ONE : 0;
    var openedAt = closedAt.minus(Duration.ofDays(1 + random.nextInt(40)));
    return new PastDeal(attributes, openedAt, closedAt, won, Optional.empty(), good, good);
  }

  private double[][] effects(SplittableRandom random) {
    var effects = new double[attributes][];
    for (int a = 0; a < attributes; a++) {
      effects[a] = new double[levels(a)];
      for (int l = 0; l < effects[a].length; l++) {
        effects[a][l] = a % 2 == 0 ? EFFECT * random.nextGaussian() : 0;
      }
    }
    return effects;
  }

  private int levels(int attribute) {
    return levels / attributes + (attribute < levels % attributes ? 1 : 0);
  }

  private static boolean isOrdered(int attribute) {
    return attribute % 3 == 2;
  }

  private List<Double> bounds(int attribute) {
    var bounds = new ArrayList<Double>();
    for (int l = 1; l < levels(attribute); l++) {
      bounds.add((double) l);
    }
    return bounds;
  }

  private static AttributeValue value(int attribute, int level) {
    return isOrdered(attribute)
        ? new AttributeValue.Quantity(level)
        : new AttributeValue.Text("level-%02d".formatted(level));
  }

  private static String name(int attribute) {
    return "attribute-%02d".formatted(attribute);
  }
}
