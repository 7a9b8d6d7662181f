package dev.lodestar.core.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Covariance;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FittingTest {

  private static final FitScale SCALE = new FitScale(List.of(), 0.8, 0.6, 0.4);

  private static final AttributeWeights INDUSTRY =
      new AttributeWeights(
          "industry",
          new Reading.Nominal(List.of("health", "retail"), false),
          List.of(
              new LevelWeight("health", -0.3, 0.2, 0.7, 70, 30),
              new LevelWeight("retail", 0.7, 0.3, 0.3, 30, 20)),
          0.5,
          0.01,
          4,
          0.46);

  private static final AttributeWeights TECHNOLOGIES =
      new AttributeWeights(
          "technologies",
          new Reading.Tagged(List.of("cobol", "kafka"), false),
          List.of(
              new LevelWeight("cobol", -1, 0.4, 0.1, 10, 2),
              new LevelWeight("kafka", 2, 0.5, 0.25, 25, 20)),
          1,
          0.001,
          8,
          0.9);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  /// By hand: 0.5 + 0.7 + (2 − (0.1 · −1 + 0.25 · 2)) = 2.8; variance 0.3² + (−0.1)²·0.4² + (1 −
  /// 0.25)²·0.5² = 0.232225; √ = 0.481897; σ(2.8 / √(1 + π·0.232225/8)) = σ(2.680445) = 0.935863.
  @Test
  void addsUpWhatAnAccountHolds() {
    var fit =
        Fitting.of(
            SomePosterior.independent(0.5, INDUSTRY, TECHNOLOGIES),
            SCALE,
            Map.of("industry", new Text("retail"), "technologies", Tags.of("kafka")));

    assertThat(fit.logOdds()).isEqualTo(2.8);
    assertThat(fit.standardError()).isEqualTo(0.481897);
    assertThat(fit.probability()).isEqualTo(0.935863, within(1.5e-6));
    assertThat(fit.tier()).isEqualTo(Tier.A);
    assertThat(fit.reasons())
        .containsExactly(
            new Reason("technologies", List.of("kafka"), true, 1.6, 0.377127),
            new Reason("industry", List.of("retail"), true, 0.7, 0.3));
    assertThat(fit.unknown()).isEmpty();
  }

  @Test
  void countsKnownTagsOfWhichNoneIsHeldBelowTheAverage() {
    var fit =
        Fitting.of(
            SomePosterior.independent(0.5, TECHNOLOGIES), SCALE, Map.of("technologies", Tags.of()));

    assertThat(fit.reasons())
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.levels()).isEmpty();
          assertThat(reason.weight()).isEqualTo(-0.4);
        });
  }

  @Test
  void takesALevelNeverSeenForAverageButLessCertain() {
    var posterior = SomePosterior.independent(0.5, INDUSTRY);
    var unseen = Fitting.of(posterior, SCALE, Map.of("industry", new Text("fishing")));
    var unknown = Fitting.of(posterior, SCALE, Map.of());

    assertThat(unseen.logOdds()).isEqualTo(unknown.logOdds());
    assertThat(unseen.standardError()).isEqualTo(0.5);
    assertThat(unseen.reasons())
        .containsExactly(new Reason("industry", List.of("fishing"), false, 0, 0.5));
    assertThat(unseen.probability()).isBetween(0.5, unknown.probability());
  }

  @Test
  void countsAValueItCannotReadAsUnknown() {
    var employees =
        new AttributeWeights(
            "employees",
            new Reading.Ordered(List.of(10.0), true),
            List.of(
                new LevelWeight("<10", -1, 0.1, 0.5, 5, 1),
                new LevelWeight("10+", 1, 0.1, 0.5, 5, 4)),
            1,
            0.01,
            4,
            1);

    var fit =
        Fitting.of(
            SomePosterior.independent(0.5, employees),
            SCALE,
            Map.of("employees", new Text("many")));

    assertThat(fit.reasons()).isEmpty();
    assertThat(fit.unknown()).containsExactly("employees");
  }

  @Test
  void namesTheMostImportantUnknownFirst() {
    var fit = Fitting.of(SomePosterior.independent(0.5, INDUSTRY, TECHNOLOGIES), SCALE, Map.of());

    assertThat(fit.unknown()).containsExactly("technologies", "industry");
    assertThat(fit.probability())
        .isEqualTo(Millionths.rounded(1 / (1 + Math.exp(-0.5))), within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesReasonsThatSumToTheLogOddsExactly(long seed) {
    var fit = Fitting.of(SomePosterior.of(seed), SCALE, SomePosterior.account(seed));

    var sum = BigDecimal.valueOf(fit.averageLogOdds());
    for (Reason reason : fit.reasons()) {
      sum = sum.add(BigDecimal.valueOf(reason.weight()));
    }

    assertThat(sum).isEqualByComparingTo(BigDecimal.valueOf(fit.logOdds()));
  }

  /// Against the quadratic form over the dense design vector.
  @ParameterizedTest
  @MethodSource("seeds")
  void knowsTheVarianceOfTheSum(long seed) {
    var posterior = SomePosterior.of(seed);
    var account = SomePosterior.account(seed);

    double variance = variance(posterior, account);
    var fit = Fitting.of(posterior, SCALE, account);

    assertThat(fit.standardError()).isEqualTo(Math.sqrt(variance), within(1e-4));
    assertThat(fit.probability())
        .isEqualTo(
            1 / (1 + Math.exp(-fit.logOdds() / Math.sqrt(1 + Math.PI * variance / 8))),
            within(1e-4));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellsTheSameProbabilityWithAndWithoutReasons(long seed) {
    var fitting = new Fitting(SomePosterior.of(seed), SCALE);
    var account = SomePosterior.account(seed);

    assertThat(fitting.probability(account)).isEqualTo(fitting.fit(account).probability());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isLeftAloneByWhatIsUnknown(long seed) {
    var posterior = SomePosterior.of(seed);
    var account = new TreeMap<>(SomePosterior.account(seed));

    var fit = Fitting.of(posterior, SCALE, account);
    account.put("shoe size", new Quantity(44));

    assertThat(Fitting.of(posterior, SCALE, account)).isEqualTo(fit);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesNotDependOnTheOrderOfAttributes(long seed) {
    var posterior = SomePosterior.of(seed);
    var account = SomePosterior.account(seed);

    var fit = Fitting.of(posterior, SCALE, account);

    assertThat(Fitting.of(reversed(posterior), SCALE, account)).isEqualTo(fit);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesNotDependOnTheNamesOfLevels(long seed) {
    var posterior = SomePosterior.of(seed);
    var account = new TreeMap<>(SomePosterior.account(seed));

    var fit = Fitting.of(posterior, SCALE, account);
    account.replaceAll((_, value) -> renamed(value));
    var renamed = Fitting.of(renamed(posterior), SCALE, account);

    assertThat(renamed.probability()).isEqualTo(fit.probability());
    assertThat(renamed.logOdds()).isEqualTo(fit.logOdds());
    assertThat(renamed.standardError()).isEqualTo(fit.standardError());
    assertThat(renamed.reasons())
        .extracting(Reason::weight)
        .isEqualTo(fit.reasons().stream().map(Reason::weight).toList());
  }

  /// Names get a prefix that keeps their order, so the readings stay valid.
  private static Posterior renamed(Posterior posterior) {
    return new Posterior(
        posterior.averageLogOdds(),
        posterior.attributes().stream()
            .map(a -> {
              var reading =
                  switch (a.reading()) {
                    case Reading.Nominal(var values, var hasOther) ->
                        new Reading.Nominal(
                            values.stream().map(FittingTest::renamed).toList(), hasOther);
                    case Reading.Tagged(var values, var hasOther) ->
                        new Reading.Tagged(
                            values.stream().map(FittingTest::renamed).toList(), hasOther);
                    case Reading.Ordered ordered -> ordered;
                    case Reading.Paired pair -> pair;
                  };
              return new AttributeWeights(
                  a.attribute(),
                  reading,
                  a.levels(),
                  a.spread(),
                  a.pValue(),
                  a.logBayesFactor(),
                  a.importance());
            })
            .toList(),
        posterior.covariance(),
        posterior.baseline());
  }

  private static AttributeValue renamed(AttributeValue value) {
    return switch (value) {
      case Text(var text) -> new Text(renamed(text));
      case Quantity quantity -> quantity;
      case Tags(var tags) -> Tags.of(tags.stream().map(FittingTest::renamed).toList());
    };
  }

  private static String renamed(String name) {
    return "the " + name;
  }

  private static Posterior reversed(Posterior posterior) {
    var attributes = posterior.attributes().reversed();
    int size = posterior.covariance().size();
    int[] from = new int[size];
    int next = 1;
    for (AttributeWeights attribute : attributes) {
      int first = 1;
      for (AttributeWeights earlier : posterior.attributes()) {
        if (earlier.equals(attribute)) {
          break;
        }
        first += earlier.levels().size();
      }
      for (int l = 0; l < attribute.levels().size(); l++) {
        from[next++] = first + l;
      }
    }
    long[] triangle = new long[size * (size + 1) / 2];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        triangle[i * (i + 1) / 2 + j] = Millionths.of(posterior.covariance().at(from[i], from[j]));
      }
    }
    return new Posterior(
        posterior.averageLogOdds(),
        attributes,
        new Covariance(size, triangle),
        posterior.baseline());
  }

  private static double variance(Posterior posterior, Map<String, AttributeValue> account) {
    double[] design = new double[posterior.covariance().size()];
    design[0] = 1;
    double variance = 0;
    int column = 1;
    for (AttributeWeights attribute : posterior.attributes()) {
      var value = account.get(attribute.attribute());
      if (value != null) {
        int[] held = attribute.reading().levelsOf(value).orElseThrow();
        for (int level : held) {
          design[column + level] += 1;
        }
        boolean tagged = attribute.reading() instanceof Reading.Tagged;
        if (tagged) {
          for (int level = 0; level < attribute.levels().size(); level++) {
            design[column + level] -= attribute.levels().get(level).share();
          }
        }
        boolean unseen =
            tagged
                ? !attribute.reading().labels().contains(Reading.OTHER)
                    && ((Tags) value).values().contains("fortran")
                : held.length == 0;
        variance += unseen ? attribute.spread() * attribute.spread() : 0;
      }
      column += attribute.levels().size();
    }
    for (int i = 0; i < design.length; i++) {
      for (int j = 0; j < design.length; j++) {
        variance += design[i] * design[j] * posterior.covariance().at(i, j);
      }
    }
    return variance;
  }

  /// Not a benchmark, but a guard: a fit that read the whole covariance would take milliseconds.
  @Test
  void costsOnlyWhatAnAccountHolds() {
    var random = new Random(7);
    var names = IntStream.range(0, 1000).mapToObj("tag%04d"::formatted).toList();
    var levels =
        names.stream()
            .map(name -> new LevelWeight(name, random.nextGaussian(), 0.1, 0.001, 1, 1))
            .toList();
    var fitting =
        new Fitting(
            SomePosterior.independent(
                0,
                new AttributeWeights(
                    "tags", new Reading.Tagged(names, false), levels, 1, 0.01, 1, 1)),
            SCALE);
    var account = Map.<String, AttributeValue>of("tags", Tags.of(names.subList(0, 5)));

    long before = System.nanoTime();
    double sum = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += fitting.probability(account);
    }
    long each = (System.nanoTime() - before) / 20_000;

    assertThat(sum).isPositive();
    assertThat(each).isLessThan(200_000);
  }
}
