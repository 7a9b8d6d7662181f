package dev.lodestar.core.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.WayBack.Step;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WayBackTest {

  private static final FitScale SCALE = new FitScale(List.of(), 0.8, 0.6, 0.4);

  private static final AttributeWeights EMPLOYEES =
      new AttributeWeights(
          "employees",
          new Reading.Ordered(List.of(10.0, 50.0, 200.0), true),
          List.of(level("1–9", -3), level("10–49", 0), level("50–199", 1.5), level("200+", 3)),
          1,
          0.001,
          9,
          1);

  private static final AttributeWeights SOURCE =
      new AttributeWeights(
          "first_utm_source",
          new Reading.Nominal(List.of("ads", "mail"), false),
          List.of(level("ads", -2), level("mail", 5)),
          1,
          0.001,
          9,
          1);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  private static List<Step> to(
      Tier wanted, Fitting fitting, Map<String, AttributeValue> attributes) {
    return WayBack.to(wanted, fitting, fitting.fit(attributes), attributes);
  }

  private static LevelWeight level(String label, double weight) {
    return new LevelWeight(label, weight, 0, 0.25, 100, 50);
  }

  /// By hand: at −0.5 on average, 10–49 makes 38% (tier D), 50–199 σ(1) = 73% (B), 200+ 92% (A).
  @Test
  void namesTheNearestRangeThatSuffices() {
    var fitting = new Fitting(SomePosterior.independent(-0.5, EMPLOYEES), SCALE);

    var steps = to(Tier.B, fitting, Map.of("employees", new Quantity(12)));

    assertThat(steps)
        .containsExactly(
            new Step("employees", List.of("10–49"), "50–199", 1, 0.731059, 50, Tier.B));
    assertThat(to(Tier.A, fitting, Map.of("employees", new Quantity(12))))
        .extracting(Step::to, Step::levels)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("200+", 2));
  }

  @Test
  void saysNothingWhereNothingSufficesOrNothingIsNeeded() {
    var hopeless = new Fitting(SomePosterior.independent(-5, EMPLOYEES), SCALE);
    var easy = new Fitting(SomePosterior.independent(-0.5, EMPLOYEES), SCALE);

    assertThat(to(Tier.B, hopeless, Map.of("employees", new Quantity(12)))).isEmpty();
    assertThat(to(Tier.B, easy, Map.of("employees", new Quantity(60)))).isEmpty();
    assertThat(to(Tier.B, easy, Map.of())).isEmpty(); // what is not known does not change
  }

  @Test
  void doesNotRewriteHistory() {
    var fitting = new Fitting(SomePosterior.independent(-0.5, SOURCE), SCALE);

    assertThat(to(Tier.B, fitting, Map.of("first_utm_source", new Text("ads")))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void namesEveryAttributeThatWouldDoAndNoOther(long seed) {
    var fitting = new Fitting(SomePosterior.of(seed), SCALE);
    var account = SomePosterior.account(seed);
    var now = fitting.fit(account);

    var steps = to(Tier.B, fitting, account);

    var ways = new TreeSet<String>();
    if (!now.tier().isAtLeast(Tier.B)) {
      for (String name : account.keySet()) {
        for (AttributeValue other : others(name, account.get(name))) {
          var changed = new TreeMap<>(account);
          changed.put(name, other);
          var tier =
              TierHysteresis.tier(Optional.of(now.tier()), fitting.probability(changed), SCALE);
          if (tier.isAtLeast(Tier.B)) {
            ways.add(name);
          }
        }
      }
    }
    assertThat(steps).extracting(Step::attribute).containsExactlyInAnyOrderElementsOf(ways);
    assertThat(steps).extracting(Step::levels).isSorted();
    assertThat(steps).allMatch(step -> step.tier().isAtLeast(Tier.B));
  }

  private static List<AttributeValue> others(String name, AttributeValue value) {
    return switch (name) {
      case "employees" ->
          List.of(new Quantity(5), new Quantity(20), new Quantity(100), new Quantity(5_000));
      case "industry" ->
          List.of(new Text("finance"), new Text("health"), new Text("mining"), new Text("retail"));
      default -> {
        var held = new TreeSet<>(((Tags) value).values());
        var changes = new ArrayList<AttributeValue>();
        for (String tool : List.of("cobol", "flink", "kafka", "spark")) {
          var changed = new TreeSet<>(held);
          if (!changed.add(tool)) {
            changed.remove(tool);
          }
          changes.add(new Tags(changed));
        }
        yield changes;
      }
    };
  }
}
