package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How often true weights are where the learner says they are: in worlds in which some attributes
/// matter not at all, some a little, and some a lot.
class IntervalsIT {

  private static final int WORLDS = 200;
  private static final double NORMAL_95 = 1.959964;
  private static final double[] SPREADS = {0, 0.25, 0.5, 1};
  private static final List<Double> BOUNDS = List.of(15.0, 35.0, 85.0, 200.0);

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1000})
  void coverTrueWeightsAsOftenAsTheySay(int deals) {
    var total =
        IntStream.range(0, WORLDS)
            .parallel()
            .mapToObj(seed -> covered(seed, deals))
            .reduce(new Covered(0, 0, 0, 0), Covered::plus);

    double share = (double) total.covered / total.all;
    System.out.printf(
        "95%% intervals after %d deals: %.1f%% of %d weights; of the average, %.1f%% of %d.%n",
        deals, 100 * share, total.all, 100.0 * total.averages / total.worlds, total.worlds);
    assertThat(share).isBetween(0.93, 0.97);
    // 200 worlds are few: three standard errors of a share of 95%.
    assertThat((double) total.averages / total.worlds)
        .isGreaterThan(0.95 - 3 * Math.sqrt(0.95 * 0.05 / total.worlds));
  }

  private record Covered(int covered, int all, int averages, int worlds) {
    Covered plus(Covered other) {
      return new Covered(
          covered + other.covered,
          all + other.all,
          averages + other.averages,
          worlds + other.worlds);
    }
  }

  private static Covered covered(int seed, int deals) {
    var truth = new Truth(new SplittableRandom(31L * seed + deals));
    var world = new World(seed, truth::logOdds);
    var rules = new TreeMap<String, AttributeRule>();
    rules.put("employees", new AttributeRule.Ordered(BOUNDS));
    rules.put("visits", new AttributeRule.Ignored());
    var evidence = new Evidence(ProfileDefinition.withDefaults("profile").withAttributes(rules));
    world.deals(deals).forEach(evidence::add);
    var posterior = Learner.fit(evidence);
    int covered = 0;
    int all = 0;
    double average = Truth.START;
    for (var attribute : posterior.attributes()) {
      double mean =
          attribute.levels().stream().mapToDouble(l -> l.share() * truth.of(attribute, l)).sum();
      average += mean;
      boolean tagged = attribute.reading() instanceof Reading.Tagged;
      for (var level : attribute.levels()) {
        double off = level.weight() - truth.of(attribute, level) + (tagged ? 0 : mean);
        covered += Math.abs(off) <= NORMAL_95 * level.standardError() ? 1 : 0;
        all++;
      }
    }
    if (Double.isNaN(average)) { // rare levels share one, whose truth is nobody's
      return new Covered(0, 0, 0, 0);
    }
    double off = Math.abs(posterior.averageLogOdds() - average);
    double error = Math.sqrt(posterior.covariance().at(0, 0));
    return new Covered(covered, all, off <= NORMAL_95 * error ? 1 : 0, 1);
  }

  /// Weights drawn as the model has it: independent, or for ordered levels a random walk.
  private static final class Truth {

    static final double START = -0.4;

    private final Map<String, double[]> weights = new HashMap<>();

    Truth(SplittableRandom random) {
      for (String attribute : List.of("employees", "industry", "region", "source")) {
        weights.put(attribute, new double[6]);
      }
      weights.put("technologies", new double[6]);
      for (String attribute : new java.util.TreeSet<>(weights.keySet())) {
        double spread = SPREADS[random.nextInt(SPREADS.length)];
        double[] drawn = weights.getOrDefault(attribute, new double[0]);
        for (int l = 0; l < drawn.length; l++) {
          boolean walks = attribute.equals("employees") && l > 0;
          drawn[l] = spread * random.nextGaussian() + (walks ? drawn[l - 1] : 0);
        }
      }
    }

    double logOdds(SortedMap<String, AttributeValue> attributes) {
      double logOdds = START;
      for (var attribute : attributes.entrySet()) {
        if (weights.containsKey(attribute.getKey())) {
          logOdds +=
              switch (attribute.getValue()) {
                case AttributeValue.Text(var text) -> of(attribute.getKey(), text);
                case AttributeValue.Tags(var tags) ->
                    tags.stream().mapToDouble(tag -> of(attribute.getKey(), tag)).sum();
                case AttributeValue.Quantity(var number) ->
                    of(
                        attribute.getKey(),
                        "" + BOUNDS.stream().filter(bound -> bound <= number).count());
              };
        }
      }
      return logOdds;
    }

    double of(AttributeWeights attribute, LevelWeight level) {
      String label =
          attribute.reading() instanceof Reading.Ordered
              ? "" + attribute.levels().indexOf(level)
              : level.label();
      return of(attribute.attribute(), label);
    }

    /// NaN for levels that several names share.
    private double of(String attribute, String label) {
      int place =
          switch (label) {
            case "north" -> 0;
            case "south" -> 1;
            case Reading.OTHER -> -1;
            default -> label.charAt(label.length() - 1) - '0';
          };
      return place < 0 ? Double.NaN : weights.getOrDefault(attribute, new double[0])[place];
    }
  }
}
