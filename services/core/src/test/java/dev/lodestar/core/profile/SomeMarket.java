package dev.lodestar.core.profile;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/// A made-up market, in which it is known what makes a good customer.
final class SomeMarket {

  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  /// What matters: medium-sized companies in retail or health that use kafka, not yet pre-seed.
  static final Map<String, Double> TASTE =
      Map.of(
          "retail", 0.7,
          "health", 0.5,
          "mining", -0.6,
          "medium", 0.8,
          "kafka", 0.9,
          "pre-seed", -1.2);

  private static final List<String> INDUSTRIES =
      List.of("finance", "health", "mining", "retail", "travel");
  private static final List<String> REGIONS = List.of("asia", "europe", "north america");
  private static final List<String> STAGES = List.of("pre-seed", "seed", "series-a", "series-b");
  private static final List<String> TOOLS = List.of("cobol", "flink", "kafka", "spark");

  private final Random random;
  private final double interest;
  private int deals;

  /// @param interest the log-odds of a deal about which nothing speaks for or against
  SomeMarket(long seed, double interest) {
    this.random = new Random(seed);
    this.interest = interest;
  }

  /// A deal that closes at a time, won with the chance that the taste gives it.
  Observation deal(Instant closedAt, Map<String, Double> taste) {
    var attributes = new TreeMap<String, AttributeValue>();
    double logOdds = interest;
    String industry = one(INDUSTRIES);
    logOdds += taste.getOrDefault(industry, 0.0);
    attributes.put("industry", new AttributeValue.Text(industry));
    attributes.put("region", new AttributeValue.Text(one(REGIONS)));
    double employees = Math.rint(Math.exp(1 + 8 * random.nextDouble()));
    logOdds += employees >= 50 && employees < 1000 ? taste.getOrDefault("medium", 0.0) : 0;
    logOdds += employees < 50 ? taste.getOrDefault("small", 0.0) : 0;
    attributes.put("employees", new AttributeValue.Quantity(employees));
    String stage = one(STAGES);
    logOdds += taste.getOrDefault(stage, 0.0);
    if (random.nextInt(5) > 0) {
      attributes.put("stage", new AttributeValue.Text(stage));
    }
    var tools = new TreeSet<String>();
    for (String tool : TOOLS) {
      if (random.nextInt(3) == 0) {
        tools.add(tool);
        logOdds += taste.getOrDefault(tool, 0.0);
      }
    }
    attributes.put("technologies", new AttributeValue.Tags(tools));
    attributes.put("visits_30d", new AttributeValue.Quantity(random.nextInt(30)));
    boolean won = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
    return new Observation(
        "account-" + deals,
        "deal-" + deals++,
        closedAt.minus(Duration.ofDays(30)),
        closedAt,
        won ? new Outcome.Won(Optional.empty()) : new Outcome.Lost(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        attributes);
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
