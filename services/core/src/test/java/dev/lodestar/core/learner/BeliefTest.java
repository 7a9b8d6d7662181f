package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.Hypothesis.Direction;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeliefTest {

  @ParameterizedTest
  @CsvSource({"industry, retail, GOOD, 1", "industry, retail, BAD, -1", "employees, 120, GOOD, 1"})
  void isTheWholeFitWhileThereIsNoEvidence(
      String attribute, String level, Direction direction, double logOdds) {
    var posterior =
        Learner.fit(new Evidence(believing(new Hypothesis(attribute, level, direction, 20))));

    var believed = posterior.attributes().getFirst();
    int held = believed.reading().levelsOf(new AttributeValue.Text(level)).orElseThrow()[0];

    assertThat(believed.levels().get(held).weight()).isEqualTo(logOdds);
    assertThat(believed.levels())
        .filteredOn(l -> !l.equals(believed.levels().get(held)))
        .allMatch(l -> l.weight() == 0);
    assertThat(posterior.averageLogOdds()).isZero();
  }

  @Test
  void isWorthAsManyDealsAsItSays() {
    // With no evidence the base rate is one half, and an average deal tells 0.25 about its
    // log-odds.
    var posterior =
        Learner.fit(
            new Evidence(believing(new Hypothesis("industry", "retail", Direction.GOOD, 20))));

    assertThat(posterior.attributes().getFirst().levels().getFirst().standardError())
        .isCloseTo(Math.sqrt(1 / (20 * 0.25)), within(0.02));
  }

  /// A belief worth 20 deals, that an industry is good, against an industry that wins one deal in
  /// four where the others win one in two.
  @ParameterizedTest
  @CsvSource({"10, false", "150, true"})
  void isOverruledByEnoughContraryDeals(int contrary, boolean overruled) {
    var evidence =
        new Evidence(believing(new Hypothesis("industry", "retail", Direction.GOOD, 20)));
    for (int i = 0; i < 2 * contrary; i++) {
      evidence.add(deal(i, i % 4 == 0, "retail"));
      evidence.add(deal(i, i % 2 == 0, "steel"));
      evidence.add(deal(i, i % 2 == 0, "tools"));
    }

    var retail = Learner.fit(evidence).attributes().getFirst().levels().getFirst();

    assertThat(retail.label()).isEqualTo("retail");
    assertThat(retail.weight() + 1.645 * retail.standardError() < 0).isEqualTo(overruled);
  }

  /// Of a level believed to be good, in a market where every other deal is won.
  @ParameterizedTest
  @CsvSource({"10, false", "15, true"})
  void isOverruledByDealsThatAreLostOneAfterTheOther(int lost, boolean overruled) {
    var evidence =
        new Evidence(believing(new Hypothesis("industry", "retail", Direction.GOOD, 20)));
    for (int i = 0; i < 100; i++) {
      evidence.add(deal(i, i % 2 == 0, i % 4 < 2 ? "steel" : "tools"));
    }
    for (int i = 0; i < lost; i++) {
      evidence.add(deal(i, false, "retail"));
    }

    var retail =
        Learner.fit(evidence).attributes().getFirst().levels().stream()
            .filter(l -> l.label().equals("retail"))
            .findFirst()
            .orElseThrow();

    assertThat(retail.weight() + 1.645 * retail.standardError() < 0).isEqualTo(overruled);
  }

  private static dev.lodestar.core.observation.Observation deal(
      int i, boolean won, String industry) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("industry", World.text(industry));
    return World.deal(i, World.MONDAY, won, attributes);
  }

  private static ProfileDefinition believing(Hypothesis hypothesis) {
    var defaults = ProfileDefinition.withDefaults("profile");
    return new ProfileDefinition(
        defaults.profileId(),
        defaults.kind(),
        defaults.scope(),
        defaults.attributes(),
        defaults.behaviours(),
        List.of(hypothesis),
        defaults.valuation(),
        defaults.halfLife(),
        defaults.tiers(),
        defaults.publication());
  }
}
