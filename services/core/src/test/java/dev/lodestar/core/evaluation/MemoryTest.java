package dev.lodestar.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final double[] LOSSES = times(25, new double[] {0.2, 0.9, 0.4, 0.7});

  @Test
  void letsTheFirstStandWhereNoOtherIsBetter() {
    assertThat(Memory.winner(List.of(new double[0], new double[0]))).isZero();
    assertThat(Memory.winner(List.of(LOSSES, LOSSES, LOSSES))).isZero();
    assertThat(Memory.winner(List.of(LOSSES, less(-0.1), less(-0.2)))).isZero();
  }

  @Test
  void choosesTheBestOfThoseClearlyBetter() {
    assertThat(Memory.winner(List.of(LOSSES, less(0.01), less(0.03), less(0.02)))).isEqualTo(2);
    assertThat(Memory.winner(List.of(LOSSES, less(0.0004)))).isZero();
    assertThat(Memory.winner(List.of(LOSSES, less(0.0006)))).isEqualTo(1);
  }

  /// Of 100 differences 55 are 1 and 45 are −1: a mean of 0.1, a standard error of 0.0995. Of nine
  /// times as many it is a third of that.
  @Test
  void isNotSwayedByChance() {
    var uncertain = new double[LOSSES.length];
    Arrays.setAll(uncertain, i -> LOSSES[i] + (i < 55 ? -1 : 1));

    assertThat(Memory.winner(List.of(LOSSES, uncertain))).isZero();
    assertThat(Memory.winner(List.of(times(9, LOSSES), times(9, uncertain)))).isEqualTo(1);
  }

  @Test
  void isNotSwayedByWhatAFewDealsSay() {
    double[] few = Arrays.copyOf(LOSSES, Memory.ENOUGH - 1);

    assertThat(Memory.winner(List.of(few, Arrays.stream(few).map(l -> l - 0.1).toArray())))
        .isZero();
  }

  @Test
  void doesNotDependOnTheOrderOfDeals() {
    var random = new Random(1);
    for (int world = 0; world < 50; world++) {
      var first = random.doubles(100).toArray();
      var other = Arrays.stream(first).map(x -> x - 0.02 + 0.2 * random.nextGaussian()).toArray();
      var order = Arrays.asList(IntStream.range(0, 100).boxed().toArray(Integer[]::new));
      Collections.shuffle(order, random);

      assertThat(Memory.winner(List.of(inOrder(order, first), inOrder(order, other))))
          .isEqualTo(Memory.winner(List.of(first, other)));
    }
  }

  private static double[] less(double by) {
    return Arrays.stream(LOSSES).map(loss -> loss - by).toArray();
  }

  private static double[] times(int times, double[] losses) {
    return IntStream.range(0, times * losses.length)
        .mapToDouble(i -> losses[i % losses.length])
        .toArray();
  }

  private static double[] inOrder(List<Integer> order, double[] losses) {
    return order.stream().mapToDouble(i -> losses[i]).toArray();
  }
}
