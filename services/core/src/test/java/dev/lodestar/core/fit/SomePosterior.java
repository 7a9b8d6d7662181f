package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Baseline;
import dev.lodestar.core.learner.Covariance;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Made-up posteriors and accounts: any seed gives valid ones.
public final class SomePosterior {

  private static final List<String> INDUSTRIES = List.of("finance", "health", "mining", "retail");
  private static final List<String> TOOLS = List.of("cobol", "flink", "kafka", "spark");
  private static final List<Double> BOUNDS = List.of(10.0, 50.0, 1000.0);

  private SomePosterior() {}

  /// One with a nominal, an ordered and a tagged attribute, and correlated uncertainty.
  public static Posterior of(long seed) {
    var random = new Random(seed);
    return posterior(
        random.nextGaussian(),
        List.of(
            attribute("employees", new Reading.Ordered(BOUNDS, true), random),
            attribute("industry", new Reading.Nominal(INDUSTRIES, random.nextBoolean()), random),
            attribute("technologies", new Reading.Tagged(TOOLS, random.nextBoolean()), random)),
        random);
  }

  /// An account that knows some of the attributes, some of them by values never seen.
  public static SortedMap<String, AttributeValue> account(long seed) {
    var random = new Random(~seed);
    var values = new TreeMap<String, AttributeValue>();
    if (random.nextInt(4) > 0) {
      values.put("employees", new AttributeValue.Quantity(random.nextInt(2000)));
    }
    if (random.nextInt(4) > 0) {
      values.put("industry", new AttributeValue.Text(one(INDUSTRIES, "fishing", random)));
    }
    if (random.nextInt(4) > 0) {
      var tags = new TreeSet<String>();
      for (int i = random.nextInt(4); i > 0; i--) {
        tags.add(one(TOOLS, "fortran", random));
      }
      values.put("technologies", new AttributeValue.Tags(tags));
    }
    return values;
  }

  /// With independent numbers: the average is known exactly, each weight by its standard error.
  public static Posterior independent(double averageLogOdds, AttributeWeights... attributes) {
    double[] variances =
        java.util.stream.DoubleStream.concat(
                java.util.stream.DoubleStream.of(0),
                Arrays.stream(attributes)
                    .flatMap(a -> a.levels().stream())
                    .mapToDouble(l -> l.standardError() * l.standardError()))
            .toArray();
    long[] triangle = new long[variances.length * (variances.length + 1) / 2];
    for (int i = 0; i < variances.length; i++) {
      triangle[i * (i + 1) / 2 + i] = Millionths.of(variances[i]);
    }
    return new Posterior(
        averageLogOdds,
        List.of(attributes),
        new Covariance(variances.length, triangle),
        new Baseline(0, 1, 0, List.of()));
  }

  private static Posterior posterior(
      double averageLogOdds, List<AttributeWeights> attributes, Random random) {
    int size = 1 + attributes.stream().mapToInt(a -> a.levels().size()).sum();
    double[][] root = new double[size][size];
    for (double[] row : root) {
      Arrays.setAll(row, i -> random.nextGaussian() * 0.2);
    }
    long[] triangle = new long[size * (size + 1) / 2];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double[] one = root[i];
        double[] other = root[j];
        triangle[i * (i + 1) / 2 + j] =
            Millionths.of(IntStream.range(0, size).mapToDouble(k -> one[k] * other[k]).sum());
      }
    }
    return new Posterior(
        Millionths.rounded(averageLogOdds),
        attributes,
        new Covariance(size, triangle),
        new Baseline(0, 1, 0, List.of()));
  }

  private static AttributeWeights attribute(String name, Reading reading, Random random) {
    var levels = new ArrayList<LevelWeight>();
    int count = reading.labels().size();
    for (String label : reading.labels()) {
      levels.add(
          new LevelWeight(
              label,
              Millionths.rounded(random.nextGaussian()),
              Millionths.rounded(0.1 + random.nextDouble()),
              Millionths.rounded(random.nextDouble() / count),
              random.nextInt(1000),
              random.nextInt(500)));
    }
    return new AttributeWeights(
        name,
        reading,
        Collections.unmodifiableList(levels),
        Millionths.rounded(random.nextDouble()),
        Millionths.rounded(random.nextDouble()),
        Millionths.rounded(random.nextDouble() * 10),
        Millionths.rounded(random.nextDouble()));
  }

  private static String one(List<String> known, String unseen, Random random) {
    int index = random.nextInt(known.size() + 1);
    return index == known.size() ? unseen : known.get(index);
  }
}
