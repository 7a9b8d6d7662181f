package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// How often the learner sees what is not there, and how often it misses what is.
class InventionTest {

  private static final int WORLDS = 200;

  /// Half the logarithm of an odds ratio of 2.
  private static final double HALF = StrictMath.log(2) / 2;

  @Test
  void namesNoAttributeInNineteenOfTwentyWorldsWhereNoneMatters() {
    int named = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      var world = new World(seed, a -> -0.4);
      named += fit(world, 250).mattering().isEmpty() ? 0 : 1;
    }

    assertThat(named).isLessThanOrEqualTo(WORLDS / 20);
  }

  @Test
  void findsAnOddsRatioOfTwoOnHalfTheAccountsAndCoversTrueWeights() {
    int found = 0;
    int rightSign = 0;
    int covered = 0;
    int all = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      var posterior = fit(new World(seed, InventionTest::north), 500);
      for (var attribute : posterior.mattering()) {
        if (attribute.attribute().equals("region")) {
          found++;
          rightSign += attribute.levels().getFirst().weight() > 0 ? 1 : 0;
        }
      }
      for (var attribute : posterior.attributes()) {
        for (var level : attribute.levels()) {
          all++;
          covered +=
              Math.abs(level.weight() - truth(attribute, level)) <= 1.96 * level.standardError()
                  ? 1
                  : 0;
        }
      }
    }

    // Nine in ten, less what chance alone may take from so many worlds.
    assertThat(found).isGreaterThanOrEqualTo((int) (0.9 * WORLDS - 2 * Math.sqrt(0.09 * WORLDS)));
    assertThat(rightSign).isEqualTo(found);
    assertThat((double) covered / all).isGreaterThanOrEqualTo(0.93);
  }

  private static double truth(AttributeWeights attribute, LevelWeight level) {
    double north = levelShare(attribute, "north");
    return switch (level.label()) {
      case "north" -> 2 * HALF * (1 - north);
      case "south" -> -2 * HALF * north;
      default -> 0;
    };
  }

  private static double north(SortedMap<String, AttributeValue> attributes) {
    return World.text("north").equals(attributes.get("region")) ? HALF : -HALF;
  }

  private static Posterior fit(World world, int deals) {
    return Learner.fit(LearnerTest.evidence(world.deals(deals)));
  }

  private static double levelShare(AttributeWeights attribute, String label) {
    return attribute.levels().stream()
        .filter(l -> l.label().equals(label))
        .mapToDouble(LevelWeight::share)
        .sum();
  }
}
