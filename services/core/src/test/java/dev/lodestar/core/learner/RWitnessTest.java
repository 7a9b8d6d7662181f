package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.Hypothesis.Direction;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Fitting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds the learner against `r/witness.R`, which solves the same model without sharing a line, and
/// against lme4's glmer, which knows nothing of either.
class RWitnessTest {

  private static final double SIX_DECIMALS = 1e-6;
  private static final double DRIFT = 0.001; // within one week, a millionth of the level's variance
  private static final double PERSISTENCE = 1;

  /// What is made of an attribute of every kind, and of beliefs.
  enum Case {
    NOMINAL,
    ORDERED,
    TAGS,
    BELIEVED;

    Spreads spreads() {
      return new Spreads(
          switch (this) {
            case NOMINAL -> new double[] {0.7};
            case ORDERED -> new double[] {0.4};
            case TAGS -> new double[] {0.5};
            case BELIEVED -> new double[] {0.4, 0.7};
          },
          DRIFT,
          PERSISTENCE);
    }

    String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    List<Hypothesis> hypotheses() {
      return this == BELIEVED
          ? List.of(
              new Hypothesis("industry", "mining", Direction.GOOD, 20),
              new Hypothesis("industry", "retail", Direction.BAD, 8),
              new Hypothesis("employees", "20", Direction.GOOD, 30))
          : List.of();
    }
  }

  @ParameterizedTest
  @EnumSource
  void publishesTheWeightsAndStandardErrorsThatRFinds(Case example) {
    var table = evidence(rows(example)).table();

    var published = Learner.fitted(table, example.hypotheses(), example.spreads(), 0).published();

    var expected = expected(example);
    var names = numbers(table.scheme());
    assertThat(expected.keySet()).containsAll(names);
    for (int i = 0; i < names.size(); i++) {
      double value = i == 0 ? published.averageLogOdds() : published.weights()[i - 1];
      var witness = expected(expected, names.get(i));
      assertThat(value).as(names.get(i)).isCloseTo(witness[0], within(SIX_DECIMALS));
      assertThat(Math.sqrt(published.covariance()[i][i]))
          .as("standard error of " + names.get(i))
          .isCloseTo(witness[1], within(SIX_DECIMALS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheModeratedProbabilitiesThatRFinds(Case example) {
    var rows = rows(example);
    var table = evidence(rows).table();
    var fitted = Learner.fitted(table, example.hypotheses(), example.spreads(), 0);

    var fitting =
        new Fitting(
            posterior(table.scheme(), fitted.published(), new Unknowns(new Design(table))),
            new FitScale(List.of(), 0.6, 0.4, 0.2));

    // Half a millionth is its own rounding, the rest that of the numbers it is made of.
    var expected = expected(example);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(fitting.probability(rows.get(i).attributes))
          .as("probability of " + rows.get(i))
          .isCloseTo(expected(expected, "probability " + (i + 1))[0], within(SIX_DECIMALS));
    }
  }

  @Test
  void findsSpreadsAsProbableAsGlmerDoes() {
    var table = groups().table();
    double reference = logMarginal(table, 0.4);

    // Both are Laplace's, but here it also takes the average log-odds for normal: known to 0.01 of
    // a
    // variance from 1440 deals, so that its next term is below 1 / 1440.
    spread()
        .forEach((number, value) -> {
          if (number.startsWith("log marginal ")) {
            double spread = Double.parseDouble(number.substring("log marginal ".length()));
            assertThat(logMarginal(table, spread) - reference)
                .as(number)
                .isCloseTo(value, within(2e-3));
          }
        });
  }

  @Test
  void choosesTheSpreadThatGlmerChooses() {
    double spread = Learner.fit(groups()).attributes().getFirst().spread();

    assertThat(spread).isCloseTo(number(spread(), "penalised"), within(1e-3));
    // Plain glmer fits the average instead of integrating it out, which takes 1 in 2 · 24 of the
    // spread,
    // and has no weak prior, which takes as much here.
    assertThat(spread).isCloseTo(number(spread(), "glmer"), within(0.02));
    assertThat(spread).isLessThan(number(spread(), "integrated"));
  }

  private static double logMarginal(dev.lodestar.core.evidence.EvidenceTable table, double spread) {
    return MarginalLikelihood.valueAt(
        Learner.fitted(table, List.of(), new Spreads(new double[] {spread}, DRIFT, PERSISTENCE), 0)
            .tuned()
            .mode());
  }

  private static double number(Map<String, Double> numbers, String name) {
    return java.util.Objects.requireNonNull(numbers.get(name), name);
  }

  /// "average", then attribute and level, as R calls them.
  private static List<String> numbers(LevelScheme scheme) {
    var numbers = new ArrayList<String>();
    numbers.add("average");
    for (int a = 0; a < scheme.size(); a++) {
      var reading = scheme.reading(a);
      for (int l = 0; l < scheme.levels(a); l++) {
        String level = reading instanceof Reading.Ordered ? "" + (l + 1) : reading.labels().get(l);
        numbers.add(scheme.attributes().get(a) + " " + level);
      }
    }
    return numbers;
  }

  private static Posterior posterior(LevelScheme scheme, Published published, Unknowns unknowns) {
    var attributes = new ArrayList<AttributeWeights>();
    for (int a = 0; a < scheme.size(); a++) {
      var levels = new ArrayList<LevelWeight>();
      for (int l = 0; l < scheme.levels(a); l++) {
        int column = scheme.offset(a) + l;
        levels.add(
            new LevelWeight(
                scheme.reading(a).labels().get(l),
                published.weights()[column],
                Math.sqrt(published.covariance()[1 + column][1 + column]),
                unknowns.share(column),
                1,
                0));
      }
      attributes.add(
          new AttributeWeights(
              scheme.attributes().get(a), scheme.reading(a), levels, 0.5, 0.5, 0, 0));
    }
    int size = 1 + scheme.columns();
    var millionths = new ArrayList<Long>();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        millionths.add(Math.round(published.covariance()[i][j] * 1e6));
      }
    }
    return new Posterior(
        published.averageLogOdds(),
        attributes,
        new Covariance(size, millionths.stream().mapToLong(Long::longValue).toArray()),
        new Baseline(DRIFT, PERSISTENCE, 0, List.of()));
  }

  private record Row(SortedMap<String, AttributeValue> attributes, int won, int lost) {}

  private static List<Row> rows(Case example) {
    return lines("counts.csv").stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals(example.key()))
        .map(RWitnessTest::row)
        .toList();
  }

  private static Row row(String[] cells) {
    var attributes = new TreeMap<String, AttributeValue>();
    if (!cells[1].isEmpty()) {
      attributes.put("industry", new AttributeValue.Text(cells[1]));
    }
    if (!cells[2].isEmpty()) {
      attributes.put("employees", new AttributeValue.Quantity(Double.parseDouble(cells[2])));
    }
    if (!cells[3].isEmpty()) {
      attributes.put(
          "technologies",
          AttributeValue.Tags.of(
              cells[3].equals("-") ? List.of() : List.of(cells[3].split("\\|"))));
    }
    return new Row(attributes, Integer.parseInt(cells[4]), Integer.parseInt(cells[5]));
  }

  private static Evidence evidence(List<Row> rows) {
    var rules = new TreeMap<String, AttributeRule>();
    rules.put("employees", new AttributeRule.Ordered(List.of(10.0, 50.0, 200.0, 1000.0)));
    rules.put("industry", new AttributeRule.Nominal());
    rules.put("technologies", new AttributeRule.Tagged());
    var evidence = new Evidence(ProfileDefinition.withDefaults("witness").withAttributes(rules));
    for (var row : rows) {
      for (int i = 0; i < row.won + row.lost; i++) {
        evidence.add(World.deal(i, World.MONDAY, World.MONDAY, i < row.won, row.attributes));
      }
    }
    return evidence;
  }

  private static Evidence groups() {
    var rows = new ArrayList<Row>();
    for (String line : lines("groups.csv")) {
      var cells = line.split(",", -1);
      int won = Integer.parseInt(cells[2]);
      var attributes = new TreeMap<String, AttributeValue>();
      attributes.put("industry", new AttributeValue.Text(cells[0]));
      rows.add(new Row(attributes, won, Integer.parseInt(cells[1]) - won));
    }
    return evidence(rows);
  }

  private static Map<String, Double> spread() {
    var spread = new HashMap<String, Double>();
    for (String line : lines("spread.csv")) {
      var cells = line.split(",", -1);
      spread.put(cells[0].strip(), Double.valueOf(cells[1].strip()));
    }
    return spread;
  }

  private static double[] expected(Map<String, double[]> expected, String number) {
    return java.util.Objects.requireNonNull(expected.get(number), number);
  }

  /// Value and standard error by number.
  private static Map<String, double[]> expected(Case example) {
    var expected = new HashMap<String, double[]>();
    for (String line : lines("weights.csv")) {
      var cells = Arrays.stream(line.split(",", -1)).map(String::strip).toList();
      if (cells.get(0).equals(example.key())) {
        double error = cells.get(3).equals("NA") ? Double.NaN : Double.parseDouble(cells.get(3));
        expected.put(cells.get(1), new double[] {Double.parseDouble(cells.get(2)), error});
      }
    }
    return expected;
  }

  private static List<String> lines(String file) {
    try (InputStream in = RWitnessTest.class.getResourceAsStream("r/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
