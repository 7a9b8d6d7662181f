package dev.lodestar.core.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairSearchTest {

  /// What is guessed without a fit comes close to what the fit gains.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void promisesWhatTheFitThenGains(long seed) {
    var world = new World(seed, a -> isNorth(a) == isOfTheFirstSources(a) ? 0.45 : -0.45);
    var fit = TunedFit.of(LearnerTest.evidence(world.deals(1000)).table(), List.of());

    var candidate =
        new PairSearch(fit.table(), fit.design(), fit.unknowns(), fit.tuned()).best().orElseThrow();

    assertThat(List.of(candidate.pair().first(), candidate.pair().second()))
        .containsExactly("region", "source");
    double gained = fit.withBestPair(List.of()).orElseThrow().value() - fit.value();
    assertThat(candidate.promise() / gained).isBetween(0.9, 1.05);
  }

  private static boolean isNorth(SortedMap<String, AttributeValue> account) {
    return World.text("north").equals(account.get("region"));
  }

  private static boolean isOfTheFirstSources(SortedMap<String, AttributeValue> account) {
    var source = account.get("source");
    return World.text("source-0").equals(source) || World.text("source-1").equals(source);
  }
}
