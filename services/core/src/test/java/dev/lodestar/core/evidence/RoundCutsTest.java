package dev.lodestar.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundCutsTest {

  private final Random random = new Random(1);

  @Test
  void givesFewNumbersALevelEach() {
    assertThat(RoundCuts.of(counts(() -> random.nextInt(4)))).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void joinsAnEmptyRangeToItsLighterNeighbour() {
    var counts = counts(() -> random.nextInt(3));
    counts.put(3.0, 1L);

    assertThat(RoundCuts.of(counts)).containsExactly(1.0, 2.0);
  }

  @Test
  void cutsEvenlySpreadNumbersEvenly() {
    assertThat(RoundCuts.of(counts(() -> 100 * random.nextDouble())))
        .containsExactly(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0);
  }

  @Test
  void cutsNumbersOfManyMagnitudesInOneTwoFive() {
    // The middle 90% lie between 1.35 and 299.
    assertThat(RoundCuts.of(counts(() -> Math.exp(6 * random.nextDouble()))))
        .containsExactly(2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0);
  }

  /// Months that customers have stayed: three in ten of them less than ten.
  @Test
  void cutsOnceMoreWhereNumbersCrowdTogether() {
    var bounds =
        RoundCuts.of(
            counts(() ->
                Math.rint(
                    random.nextInt(5) == 0
                        ? 1 + 9 * Math.pow(random.nextDouble(), 2)
                        : 1 + 70 * random.nextDouble())));

    assertThat(bounds).containsExactly(5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
  }

  @Test
  void cutsOnceMoreBelowZeroAsAbove() {
    var above = counts(() -> 70 * Math.pow(random.nextDouble(), 2) + 1);
    var below = new TreeMap<Double, Long>();
    above.forEach((value, count) -> below.put(-value, count));

    assertThat(RoundCuts.of(below).stream().map(bound -> -bound).sorted())
        .isEqualTo(RoundCuts.of(above))
        .contains(5.0, 10.0, 20.0);
  }

  @Test
  void tellsNothingFromLittle() {
    var bounds =
        RoundCuts.of(
            counts(() ->
                random.nextBoolean()
                    ? 0
                    : Math.rint(1 + Math.exp(3 + 1.5 * random.nextGaussian()))));

    assertThat(bounds.getFirst()).isEqualTo(1);
  }

  @Test
  void cutsBelowZeroToo() {
    var bounds = RoundCuts.of(counts(() -> 50 * random.nextGaussian()));

    assertThat(bounds).contains(0.0).hasSizeBetween(4, 9).anyMatch(b -> b < 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1, 10, 1000, 1e6})
  void cutsAtTheSamePlacesInOtherUnits(double unit) {
    var ones = counts(() -> Math.rint(Math.exp(4 + random.nextGaussian())));
    var others = new TreeMap<Double, Long>();
    ones.forEach((value, count) -> others.merge(value * unit, count, Long::sum));

    assertThat(RoundCuts.of(others).stream().map(b -> (double) Math.round(b / unit * 1e6) / 1e6))
        .isEqualTo(RoundCuts.of(ones));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void ascendsAndLeavesNoRangeAlmostEmptyWhateverTheNumbers(int seed) {
    var numbers = new Random(seed);
    var counts =
        counts(() ->
            Math.scalb(numbers.nextGaussian(), numbers.nextInt(60) - 30)
                * (numbers.nextInt(4) - 1));

    var bounds = RoundCuts.of(counts);

    assertThat(bounds).isSorted().doesNotHaveDuplicates().hasSizeLessThan(RoundCuts.MAX_LEVELS);
    var reading = new Reading.Ordered(bounds, false);
    var perLevel = new long[bounds.size() + 1];
    counts.forEach((value, count) -> perLevel[reading.levelOf(value)] += count);
    assertThat(java.util.Arrays.stream(perLevel)).allMatch(count -> count >= RoundCuts.MIN_COUNT);
  }

  @Test
  void hasNothingToCutInOneNumber() {
    assertThat(RoundCuts.of(counts(() -> 3))).isEqualTo(List.of());
  }

  private static SortedMap<Double, Long> counts(DoubleSupplier numbers) {
    var counts = new TreeMap<Double, Long>();
    for (int i = 0; i < 1000; i++) {
      counts.merge(numbers.getAsDouble() + 0.0, 1L, Long::sum);
    }
    return counts;
  }
}
