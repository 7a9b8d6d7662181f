package dev.lodestar.core.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TierHysteresisTest {

  private static final FitScale SCALE = new FitScale(List.of(), 0.8, 0.5, 0.2);

  /// A cut of 50% is passed at odds of 1.1, that is 52.381%, and missed at 47.619%.
  @ParameterizedTest
  @CsvSource({
    "C, 0.500, C", "C, 0.5238, C", "C, 0.5239, B", "B, 0.500, B", "B, 0.4762, B", "B, 0.4761, C",
    "A, 0.79, A", "A, 0.50, B", "A, 0.49, B", "A, 0.10, D", "D, 0.95, A", "D, 0.81, B",
    "D, 0.21, D", "D, 0.19, D", "C, 0.19, C", "C, 0.18, D", "B, 0.6, B"
  })
  void movesAnAccountOnlyWhenItIsClearlyBeyondTheCut(Tier before, double fit, Tier after) {
    assertThat(TierHysteresis.tier(Optional.of(before), fit, SCALE)).isEqualTo(after);
  }

  @Test
  void takesANewcomerAtItsFit() {
    assertThat(TierHysteresis.tier(Optional.empty(), 0.5, SCALE)).isEqualTo(Tier.B);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void doesNotFlapOnNoiseAroundACut(long seed) {
    var random = new Random(seed);
    Tier tier = Tier.C;
    int moves = 0;

    for (int i = 0; i < 1000; i++) {
      Tier next =
          TierHysteresis.tier(Optional.of(tier), 0.5 + random.nextDouble(-0.023, 0.023), SCALE);
      moves += next == tier ? 0 : 1;
      tier = next;
    }

    assertThat(moves).isZero();
  }
}
