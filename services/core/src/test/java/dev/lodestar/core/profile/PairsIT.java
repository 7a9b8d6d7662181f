package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How often a pair is seen that is not there, and how often one that is.
class PairsIT {

  private static final int WORLDS = 200;

  @Test
  void areInventedInFewerThanOneOfTwentyWorlds() {
    long inventedWithEffects = withPairs(500, PairedMarket::mainEffects);
    long inventedWithout = withPairs(500, _ -> -0.4);

    System.out.printf(
        "Pairs invented: in %d of %d worlds of main effects, in %d where nothing matters.%n",
        inventedWithEffects, WORLDS, inventedWithout);
    assertThat(inventedWithEffects).isLessThanOrEqualTo(WORLDS / 20);
    assertThat(inventedWithout).isLessThanOrEqualTo(WORLDS / 20);
  }

  private static long withPairs(
      int deals, ToDoubleFunction<SortedMap<String, AttributeValue>> taste) {
    return IntStream.range(0, WORLDS)
        .parallel()
        .filter(seed -> {
          var evidence = PairedMarket.evidence(new PairedMarket(seed, taste).deals(deals));
          return !PairsTest.pairs(Refit.of(PairedMarket.DEFINITION, evidence)).isEmpty();
        })
        .count();
  }
}
