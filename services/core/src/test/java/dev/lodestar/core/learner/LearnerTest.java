package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerTest {

  static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("profile");

  static java.util.stream.LongStream fiftySeeds() {
    return java.util.stream.LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("fiftySeeds")
  void doesNotDependOnArrivalOrderNorOnWhatCameAndWent(long seed) {
    var world = world(seed);
    var deals = world.deals(60);
    var others = world.deals(20);
    var shuffled = new ArrayList<>(deals);
    Collections.shuffle(shuffled, new Random(seed));
    var detour = new Evidence(DEFINITION);

    others.forEach(detour::add);
    shuffled.subList(0, 30).forEach(detour::add);
    Learner.fit(detour);
    others.forEach(detour::remove);
    shuffled.subList(30, 60).forEach(detour::add);
    shuffled.subList(10, 20).forEach(detour::remove);
    shuffled.subList(10, 20).forEach(detour::add);

    assertThat(Learner.fit(detour)).isEqualTo(Learner.fit(evidence(deals)));
    assertThat(detour.totals()).isEqualTo(evidence(deals).totals());
    assertThat(detour.asOf()).isEqualTo(evidence(deals).asOf());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void doesNotCareWhatLevelsAndAttributesAreCalled(long seed) {
    var deals = world(seed).deals(200);

    var here = Learner.fit(evidence(deals));
    var there =
        Learner.fit(evidence(deals.stream().map(d -> renamed(d, LearnerTest::backwards)).toList()));

    assertThat(there.averageLogOdds()).isCloseTo(here.averageLogOdds(), within(2e-6));
    for (var attribute : here.attributes()) {
      for (var level : attribute.levels()) {
        boolean isName = !(attribute.reading() instanceof Reading.Ordered);
        String label = isName ? backwards(level.label()) : level.label();
        assertThat(weight(there, backwards(attribute.attribute()), label))
            .as(attribute.attribute() + " " + level.label())
            .isCloseTo(level.weight(), within(2e-6));
      }
    }
  }

  @Test
  void doesNotCareInWhichUnitsNumbersAre() {
    var deals = world(1).deals(300);

    var ones = Learner.fit(evidence(deals));
    var thousandths =
        Learner.fit(evidence(deals.stream().map(LearnerTest::inThousandths).toList()));

    for (int a = 0; a < ones.attributes().size(); a++) {
      for (int l = 0; l < ones.attributes().get(a).levels().size(); l++) {
        assertThat(thousandths.attributes().get(a).levels().get(l).weight())
            .isEqualTo(ones.attributes().get(a).levels().get(l).weight());
      }
    }
  }

  @Test
  void weighsLevelsAgainstTheAverageObservedDeal() {
    var posterior = Learner.fit(evidence(world(2).deals(400)));

    for (var attribute : posterior.attributes()) {
      if (!(attribute.reading() instanceof Reading.Tagged)) {
        double mean = attribute.levels().stream().mapToDouble(l -> l.share() * l.weight()).sum();
        assertThat(mean).as(attribute.attribute()).isCloseTo(0, within(1e-6 * 20));
      }
    }
  }

  @Test
  void isCertainOfTheBaseRateAloneAsAClosedFormIs() {
    // One period, no attribute: with v = 2.5² + σ²/(1 − φ²), the variance of a level and a
    // deviation,
    // the mode solves g = n p̂ − n p − b/v = 0, and the variance is 1/(n p q + 1/v).
    var evidence = new Evidence(DEFINITION);
    for (int i = 0; i < 40; i++) {
      evidence.add(World.deal(i, World.MONDAY, World.MONDAY, i < 10, new TreeMap<>()));
    }

    var posterior = Learner.fit(evidence);

    double b = posterior.averageLogOdds();
    double p = 1 / (1 + Math.exp(-b));
    double drift = posterior.baseline().drift();
    double decay = Math.exp(-1 / posterior.baseline().persistence());
    double v = 6.25 + drift * drift / (1 - decay * decay);
    assertThat(10 - 40 * p - b / v).isCloseTo(0, within(40 * 1e-6));
    assertThat(posterior.covariance().at(0, 0))
        .isCloseTo(1 / (40 * p * (1 - p) + 1 / v), within(1e-6));
  }

  @Test
  void tellsADriftingBaseRateFromAnAttribute() {
    var world = world(3);
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 3000; i++) {
      var closing = world.closing();
      double year = java.time.Duration.between(World.MONDAY, closing).toHours() / (365.0 * 24);
      var attributes = world.attributes();
      // Sold in the north early in the year and in the south later, while everybody's rate falls.
      attributes.put("region", World.text(world.random.nextDouble() < year ? "south" : "north"));
      deals.add(
          World.deal(
              i, closing, world.random.nextDouble() < World.chance(1.5 - 3 * year), attributes));
    }

    var posterior = Learner.fit(evidence(deals));

    assertThat(posterior.mattering()).isEmpty();
    assertThat(posterior.baseline().periods().getFirst().logOdds()).isGreaterThan(1);
    assertThat(posterior.baseline().periods().getLast().logOdds()).isLessThan(-1);
  }

  private static World world(long seed) {
    return new World(seed, a -> World.text("north").equals(a.get("region")) ? 0.5 : -0.5);
  }

  static Evidence evidence(List<Observation> deals) {
    var evidence = new Evidence(DEFINITION);
    deals.forEach(evidence::add);
    return evidence;
  }

  private static double weight(Posterior posterior, String attribute, String label) {
    return posterior.attributes().stream()
        .filter(a -> a.attribute().equals(attribute))
        .flatMap(a -> a.levels().stream())
        .filter(l -> l.label().equals(label))
        .mapToDouble(LevelWeight::weight)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String backwards(String name) {
    return new StringBuilder(name).reverse().toString();
  }

  private static Observation renamed(Observation deal, UnaryOperator<String> name) {
    var attributes = new TreeMap<String, AttributeValue>();
    deal.attributes()
        .forEach((attribute, value) ->
            attributes.put(
                name.apply(attribute),
                switch (value) {
                  case AttributeValue.Text(var text) -> new AttributeValue.Text(name.apply(text));
                  case AttributeValue.Quantity q -> q;
                  case AttributeValue.Tags(var tags) ->
                      AttributeValue.Tags.of(tags.stream().map(name).toList());
                }));
    return World.deal(0, deal.closedAt(), deal.outcome() instanceof Outcome.Won, attributes);
  }

  private static Observation inThousandths(Observation deal) {
    var attributes = new TreeMap<>(deal.attributes());
    attributes.computeIfPresent(
        "employees", (n, v) -> World.number(((AttributeValue.Quantity) v).value() * 1000));
    return World.deal(0, deal.closedAt(), deal.outcome() instanceof Outcome.Won, attributes);
  }
}
