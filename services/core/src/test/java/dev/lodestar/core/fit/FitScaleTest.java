package dev.lodestar.core.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.definition.TierShares;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FitScaleTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  /// Ten deals at 0.05, 0.15, … 0.95: the best two are A, the next three B, the next three C.
  @Test
  void cutsTiersAtQuantilesOfTheObservedDeals() {
    var observed = new ObservedFits();
    IntStream.range(0, 10).forEach(i -> observed.add(0.05 + i / 10.0, 1));

    var scale = observed.scale(TierShares.DEFAULT);

    assertThat(List.of(scale.cutA(), scale.cutB(), scale.cutC()))
        .isEqualTo(List.of(0.85, 0.55, 0.25));
    assertThat(scale.percentiles()).hasSize(99);
    assertThat(scale.percentiles().get(9)).isEqualTo(0.05);
    assertThat(scale.percentiles().get(10)).isEqualTo(0.15);
  }

  /// All ten deals hold the same: all are as good as the average, which is tier C, score 50.
  @Test
  void putsDealsThatNothingTellsApartInTheMiddle() {
    var observed = new ObservedFits();
    observed.add(0.63, 10);

    var scale = observed.scale(TierShares.DEFAULT);

    assertThat(scale.tier(0.63)).isEqualTo(Tier.C);
    assertThat(scale.score(0.63)).isEqualTo(50);
    assertThat(scale.tier(0.64)).isEqualTo(Tier.A);
    assertThat(scale.tier(0.62)).isEqualTo(Tier.D);
    assertThat(scale.score(0.64)).isEqualTo(100);
    assertThat(scale.score(0.62)).isZero();
  }

  /// The best 30% tie: nearer to 20% than none at all.
  @Test
  void neverTearsDealsOfOneFitApart() {
    var observed = new ObservedFits();
    observed.add(0.9, 3);
    observed.add(0.5, 3);
    observed.add(0.1, 4);

    var scale = observed.scale(TierShares.DEFAULT);

    assertThat(scale.tier(0.9)).isEqualTo(Tier.A);
    assertThat(scale.tier(0.5)).isEqualTo(Tier.B);
    assertThat(scale.tier(0.1)).isEqualTo(Tier.D);
    assertThat(scale.score(0.9)).isEqualTo(85);
    assertThat(scale.score(0.5)).isEqualTo(55);
    assertThat(scale.score(0.1)).isEqualTo(20);
  }

  /// σ(±ln 3) = 0.75, 0.25; σ(±ln 1.5) = 0.6, 0.4.
  @Test
  void liesAroundIgnoranceWhileNothingWasObserved() {
    assertThat(FitScale.around(0.5)).isEqualTo(new FitScale(List.of(), 0.75, 0.6, 0.4));
    assertThat(FitScale.around(0.5).score(0.9)).isEqualTo(50);
    assertThat(FitScale.around(0.5).tier(0.5)).isEqualTo(Tier.C);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void scoresAsManyPerCentAsFitLessWell(long seed) {
    var random = new Random(seed);
    var fits = random.doubles(5000).map(Millionths::rounded).boxed().toList();
    var observed = new ObservedFits();
    fits.forEach(fit -> observed.add(fit, 1));

    var scale = observed.scale(TierShares.DEFAULT);
    double fit = random.nextDouble();
    double worse = fits.stream().filter(f -> f < fit).count() / 50.0;

    assertThat((double) scale.score(fit)).isEqualTo(worse, within(1.0));
    assertThat(fits.stream().filter(f -> scale.tier(f) == Tier.A).count()).isEqualTo(1000);
    assertThat(fits.stream().filter(f -> scale.tier(f) == Tier.B).count()).isEqualTo(1500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesNotDependOnTheOrderOfDeals(long seed) {
    var random = new Random(seed);
    var deals =
        new java.util.ArrayList<>(
            IntStream.range(0, 500)
                .mapToObj(_ -> new double[] {random.nextDouble(), random.nextDouble()})
                .toList());

    var scale = scale(deals);
    Collections.shuffle(deals, random);

    assertThat(scale(deals)).isEqualTo(scale);
  }

  private static FitScale scale(List<double[]> deals) {
    var observed = new ObservedFits();
    deals.forEach(deal -> observed.add(deal[0], deal[1]));
    return observed.scale(TierShares.DEFAULT);
  }
}
