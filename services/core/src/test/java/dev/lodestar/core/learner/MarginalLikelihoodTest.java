package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginalLikelihoodTest {

  private static final double STEP = 1e-4;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasTheGradientThatItsValuesShow(long seed) {
    var fixture = new Fixture(seed);
    var spreads = new double[fixture.size()];
    for (int i = 0; i < spreads.length; i++) {
      spreads[i] = 0.05 + fixture.world.random.nextDouble();
    }
    spreads[spreads.length - 1] *= 20;

    var slopes = fixture.at(spreads);

    for (int i = 0; i < spreads.length; i++) {
      double rise =
          fixture.at(scaled(spreads, i, STEP)).value()
              - fixture.at(scaled(spreads, i, -STEP)).value();
      // The error of a central difference is of the order of its step squared.
      assertThat(slopes.gradient()[i])
          .as("coordinate " + i)
          .isCloseTo(rise / (2 * STEP), within(1e-5 * (1 + Math.abs(slopes.gradient()[i]))));
    }
  }

  @Test
  void isGreatestAtTheSpreadsThatTuningFinds() {
    var fixture = new Fixture(4);
    var tuned =
        fixture.tuning.tuned(fixture.tuning.under(Spreads.start(fixture.size() - 2), 1e-10));
    var best = tuned.spreads().numbers();

    for (int i = 0; i < best.length; i++) {
      var scale = fixture.tuning.scale(i);
      for (double step : new double[] {-0.05, 0.05}) {
        var other = scaled(best, i, step);
        other[i] = scale.toNumber(scale.toCoordinate(other[i]));
        assertThat(fixture.at(other).value() + scale.logPrior(other[i]))
            .isLessThanOrEqualTo(fixture.at(best).value() + scale.logPrior(best[i]) + 1e-8);
      }
    }
  }

  private static double[] scaled(double[] spreads, int i, double step) {
    var scaled = spreads.clone();
    scaled[i] *= StrictMath.exp(step);
    return scaled;
  }

  private static final class Fixture {
    final World world;
    final Design design;
    final Unknowns unknowns;
    final Tuning tuning;

    Fixture(long seed) {
      world = new World(seed, a -> a.containsValue(World.text("north")) ? 1 : -0.5);
      var evidence = new Evidence(ProfileDefinition.withDefaults("p"));
      for (var deal : world.deals(300)) {
        var known = new java.util.TreeMap<>(deal.attributes());
        known.keySet().removeIf(name -> world.random.nextInt(10) == 0);
        evidence.add(
            World.deal(
                0,
                deal.closedAt(),
                deal.outcome() instanceof dev.lodestar.core.observation.Outcome.Won,
                known));
      }
      design = new Design(evidence.table());
      unknowns = new Unknowns(design);
      tuning =
          new Tuning(
              design,
              unknowns,
              IntStream.range(0, design.scheme.size())
                  .mapToObj(a -> Belief.none(design.scheme.levels(a)))
                  .toList());
    }

    int size() {
      return design.scheme.size() + 2;
    }

    MarginalLikelihood at(double[] spreads) {
      var mode = tuning.under(Spreads.of(spreads), 1e-12).mode();
      return MarginalLikelihood.at(design, unknowns, mode);
    }
  }
}
