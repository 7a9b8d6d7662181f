package dev.lodestar.core.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.FitMove.AttributeMove;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FitMoveTest {

  private static final FitScale SCALE = new FitScale(List.of(), 0.8, 0.6, 0.4);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  /// By hand: health was −0.3 and is −0.1 (profile +0.2); the account went from health to retail,
  /// which is now +0.9 (account +1.0); the average fell by 0.1.
  @Test
  void tellsWhatTheProfileDidFromWhatTheAccountDid() {
    var was = new Fitting(SomePosterior.independent(0.5, industry(-0.3, 0.7)), SCALE);
    var is = new Fitting(SomePosterior.independent(0.4, industry(-0.1, 0.9)), SCALE);

    var move =
        FitMove.between(
            was,
            Map.of("industry", new Text("health")),
            is,
            Map.of("industry", new Text("retail")));

    assertThat(move.before()).isEqualTo(0.2);
    assertThat(move.after()).isEqualTo(1.3);
    assertThat(move.average()).isEqualTo(-0.1);
    assertThat(move.byProfile()).isEqualTo(0.1);
    assertThat(move.byAccount()).isEqualTo(1.0);
    assertThat(move.attributes())
        .singleElement()
        .satisfies(attribute -> {
          assertThat(attribute.byProfile()).isEqualTo(0.2);
          assertThat(attribute.byAccount()).isEqualTo(1.0);
          assertThat(attribute.was().orElseThrow().levels()).containsExactly("health");
          assertThat(attribute.is().orElseThrow().levels()).containsExactly("retail");
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addsUpExactly(long seed) {
    var move = some(seed, seed + 1000, seed, seed + 1000);

    var sum = BigDecimal.valueOf(move.before()).add(BigDecimal.valueOf(move.average()));
    for (AttributeMove attribute : move.attributes()) {
      sum = sum.add(BigDecimal.valueOf(attribute.byProfile()));
      sum = sum.add(BigDecimal.valueOf(attribute.byAccount()));
    }

    assertThat(sum).isEqualByComparingTo(BigDecimal.valueOf(move.after()));
    assertThat(BigDecimal.valueOf(move.byProfile()).add(BigDecimal.valueOf(move.byAccount())))
        .isEqualByComparingTo(
            BigDecimal.valueOf(move.after()).subtract(BigDecimal.valueOf(move.before())));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void blamesNobodyWhoStoodStill(long seed) {
    assertThat(some(seed, seed, seed, seed + 1000).byProfile()).isZero();
    assertThat(some(seed, seed + 1000, seed, seed).byAccount()).isZero();
    assertThat(some(seed, seed, seed, seed).attributes()).isEmpty();
  }

  private static FitMove some(long profileWas, long profileIs, long accountWas, long accountIs) {
    return FitMove.between(
        new Fitting(SomePosterior.of(profileWas), SCALE),
        SomePosterior.account(accountWas),
        new Fitting(SomePosterior.of(profileIs), SCALE),
        SomePosterior.account(accountIs));
  }

  private static AttributeWeights industry(double health, double retail) {
    return new AttributeWeights(
        "industry",
        new Reading.Nominal(List.of("health", "retail"), false),
        List.of(
            new LevelWeight("health", health, 0.2, 0.7, 70, 30),
            new LevelWeight("retail", retail, 0.3, 0.3, 30, 20)),
        0.5,
        0.01,
        4,
        0.46);
  }
}
