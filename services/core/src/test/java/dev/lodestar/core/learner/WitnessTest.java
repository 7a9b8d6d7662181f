package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Holds the learner against `witness.py`, which solves the same model without sharing a line.
class WitnessTest {

  private static final double SIX_DECIMALS = 1e-6;

  private final Learner.Fitted fitted = fitted();
  private final Map<String, Double> expected = expected();

  @Test
  void findsTheWeightsThatNumPyFinds() {
    var published = fitted.published();

    assertThat(published.averageLogOdds()).isCloseTo(expected("mean 0"), within(SIX_DECIMALS));
    for (int i = 0; i < published.weights().length; i++) {
      assertThat(published.weights()[i])
          .as("weight " + i)
          .isCloseTo(expected("mean " + (i + 1)), within(SIX_DECIMALS));
    }
  }

  @Test
  void isAsCertainAsNumPy() {
    var covariance = fitted.published().covariance();

    for (int i = 0; i < covariance.length; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(covariance[i][j])
            .as("covariance of " + i + " and " + j)
            .isCloseTo(expected("covariance " + i + " " + j), within(SIX_DECIMALS));
      }
    }
  }

  @Test
  void findsTheEvidenceAsProbableAsNumPy() {
    double constant =
        -StrictMath.log(BaselinePrior.LEVEL); // no spread changes it, so the learner leaves it out

    assertThat(MarginalLikelihood.valueAt(fitted.tuned().mode()) + constant)
        .isCloseTo(expected("log marginal likelihood"), within(SIX_DECIMALS));
  }

  private static Learner.Fitted fitted() {
    var defaults = ProfileDefinition.withDefaults("witness");
    var rules = new TreeMap<String, AttributeRule>();
    rules.put("employees", new AttributeRule.Ordered(List.of(10.0, 50.0, 200.0)));
    rules.put("region", new AttributeRule.Nominal());
    rules.put("technologies", new AttributeRule.Tagged());
    var evidence =
        new Evidence(
            new ProfileDefinition(
                defaults.profileId(),
                defaults.kind(),
                defaults.scope(),
                rules,
                defaults.behaviours(),
                defaults.hypotheses(),
                defaults.valuation(),
                Optional.of(Duration.ofDays(365)),
                defaults.tiers(),
                defaults.publication()));
    lines("deals.csv").stream().skip(1).map(WitnessTest::deal).forEach(evidence::add);
    var table = evidence.table();
    return Learner.fitted(
        table,
        List.of(),
        new Spreads(new double[] {0.4, 0.7, 0.5}, 0.3, 12),
        table.sinceTheLastClose() + 10.0 / 7);
  }

  private static Observation deal(String line) {
    var cells = line.split(",", -1);
    var attributes = new TreeMap<String, AttributeValue>();
    if (!cells[1].isEmpty()) {
      attributes.put("region", new AttributeValue.Text(cells[1]));
    }
    if (!cells[2].isEmpty()) {
      attributes.put("employees", new AttributeValue.Quantity(Double.parseDouble(cells[2])));
    }
    if (!cells[3].equals("?")) {
      attributes.put(
          "technologies",
          AttributeValue.Tags.of(cells[3].isEmpty() ? List.of() : List.of(cells[3].split("\\|"))));
    }
    var closedAt = World.MONDAY.plus(Duration.ofDays(7 * Long.parseLong(cells[0])));
    var churnedAt =
        cells[5].isEmpty()
            ? Optional.<java.time.Instant>empty()
            : Optional.of(closedAt.plus(Duration.ofDays(Long.parseLong(cells[5]))));
    return new Observation(
        "account",
        "deal",
        closedAt.minus(Duration.ofDays(10)),
        closedAt,
        cells[4].equals("won") ? new Outcome.Won(churnedAt) : new Outcome.Lost(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        attributes);
  }

  private double expected(String number) {
    return java.util.Objects.requireNonNull(expected.get(number), number);
  }

  private static Map<String, Double> expected() {
    var expected = new HashMap<String, Double>();
    for (String line : lines("expected.csv").subList(1, lines("expected.csv").size())) {
      var cells = line.split(",", -1);
      expected.put(cells[0], Double.valueOf(cells[1]));
    }
    return expected;
  }

  private static List<String> lines(String file) {
    try (InputStream in = WitnessTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
