package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Evidence that breaks plain logistic regression.
class LearnerLimitsTest {

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void knowsNothingWithoutEvidence() {
    var posterior = Learner.fit(new Evidence(LearnerTest.DEFINITION));

    assertThat(posterior.averageLogOdds()).isZero();
    assertThat(posterior.covariance().at(0, 0)).isBetween(6.25, 6.5);
    assertThat(posterior.attributes()).isEmpty();
    assertThat(posterior.baseline().periods()).isEmpty();
  }

  @Test
  void learnsFromOneDeal() {
    var posterior = fit(List.of(deal(0, true, "a")));

    assertThat(posterior.averageLogOdds()).isBetween(0.5, 2.0);
    assertThat(posterior.covariance().at(0, 0)).isBetween(1.0, 6.25);
  }

  @Test
  void staysFiniteWhenAllAreWonOrAllAreLost() {
    for (boolean won : new boolean[] {true, false}) {
      var posterior =
          fit(
              IntStream.range(0, 500)
                  .mapToObj(i -> deal(i, won, "ab".charAt(i % 2) + ""))
                  .toList());

      assertFinite(posterior);
      assertThat(posterior.averageLogOdds() > 0).isEqualTo(won);
      assertThat(posterior.mattering()).isEmpty();
    }
  }

  @Test
  void staysFiniteWhenALevelAlwaysWins() {
    var posterior =
        fit(
            IntStream.range(0, 400)
                .mapToObj(i -> deal(i, i % 2 == 0, i % 2 == 0 ? "always" : "never"))
                .toList());

    assertFinite(posterior);
    assertThat(posterior.mattering()).hasSize(1);
    assertThat(posterior.attributes().getFirst().levels().getFirst().weight()).isBetween(2.0, 20.0);
  }

  @Test
  void takesTwoThousandNames() {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 12_000; i++) {
      deals.add(deal(i, random.nextBoolean(), "name-" + random.nextInt(2000)));
    }

    var posterior = fit(deals);

    assertFinite(posterior);
    assertThat(posterior.attributes().getFirst().levels()).hasSize(31);
  }

  @Test
  void takesAMillionDealsOfOneKind() {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 1_000_000; i++) {
      deals.add(deal(i % 100, i % 10 < 3, i % 2 == 0 ? "even" : "odd"));
    }

    var posterior = fit(deals);

    assertFinite(posterior);
    assertThat(posterior.attributes().getFirst().levels().getFirst().standardError())
        .isLessThan(0.01);
  }

  @Test
  void takesAMillionDealsBesideOne() {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 1_000_000; i++) {
      deals.add(deal(i % 100, true, "usual"));
    }
    deals.add(deal(0, false, "sole"));
    for (int i = 0; i < 5; i++) {
      deals.add(deal(i, false, "rare"));
    }

    var posterior = fit(deals);

    assertFinite(posterior);
    assertThat(posterior.averageLogOdds()).isBetween(6.0, 20.0);
  }

  @Test
  void sharesOutWhatTwoNamesForTheSameThingSay() {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 400; i++) {
      var deal = deal(i, random.nextInt(10) < (i % 2 == 0 ? 7 : 3), "ab".charAt(i % 2) + "");
      var attributes = new TreeMap<>(deal.attributes());
      attributes.put("same", World.text("ab".charAt(i % 2) + ""));
      deals.add(World.deal(i, deal.closedAt(), deal.outcome() instanceof Outcome.Won, attributes));
    }

    var posterior = fit(deals);

    assertFinite(posterior);
    var one = posterior.attributes().getFirst().levels().getFirst();
    var other = posterior.attributes().getLast().levels().getFirst();
    assertThat(other.weight()).isCloseTo(one.weight(), within(2e-6));
    assertThat(one.weight()).isPositive();
  }

  private static Posterior fit(List<Observation> deals) {
    return Learner.fit(LearnerTest.evidence(deals));
  }

  private static void assertFinite(Posterior posterior) {
    assertThat(Math.abs(posterior.averageLogOdds())).isLessThan(20);
    for (var attribute : posterior.attributes()) {
      assertThat(attribute.logBayesFactor()).isFinite();
      for (var level : attribute.levels()) {
        assertThat(Math.abs(level.weight())).isLessThan(20);
        assertThat(level.standardError()).isBetween(0.0, 10.0);
      }
    }
  }

  private static Observation deal(int number, boolean won, String level) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("level", World.text(level));
    return World.deal(number, World.MONDAY.plusSeconds(86_400L * (number % 300)), won, attributes);
  }
}
