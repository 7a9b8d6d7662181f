package dev.lodestar.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScorecardTest {

  private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void countsAsWorkedOutByHand() {
    var predictions = List.of(prediction(0.8, 1), prediction(0.6, 0), prediction(0.2, 0.5));

    var card = Scorecard.of("x", new Predictions(predictions, predictions), Duration.ZERO);

    double loss = -(Math.log(0.8) + Math.log(0.4) + Math.log(0.2) / 2 + Math.log(0.8) / 2) / 3;
    assertThat(card.logLoss()).isCloseTo(loss, within(1e-12));
    assertThat(card.atClose().logLoss()).isCloseTo(loss, within(1e-12));
    assertThat(card.brier()).isCloseTo((0.04 + 0.36 + 0.09) / 3, within(1e-12));
    // 1.5 good × 1.5 bad: the whole good one is above 1.5 bad; the half one ties with its own half.
    assertThat(card.auc()).isCloseTo((1.5 + 0.5 * 0.25) / 2.25, within(1e-12));
  }

  /// Outcomes drawn at twice the predicted log-odds less 0.5.
  @Test
  void findsTheSlopeAndInterceptThatPredictionsLack() {
    var random = new SplittableRandom(1);
    var predictions = new ArrayList<Prediction>();
    for (int i = 0; i < 200_000; i++) {
      double x = 2 * random.nextDouble() - 1;
      boolean good = random.nextDouble() < chance(2 * x - 0.5);
      predictions.add(prediction(chance(x), good ? 1 : 0));
    }

    var card = Scorecard.of("x", new Predictions(predictions, List.of()), Duration.ZERO);

    // Standard errors of 0.01 and 0.005.
    assertThat(card.calibrationSlope()).isCloseTo(2, within(0.04));
    assertThat(card.calibrationIntercept()).isCloseTo(-0.5, within(0.02));
  }

  @Test
  void cutsTiersByRank() {
    var predictions = new ArrayList<Prediction>();
    for (int i = 0; i < 100; i++) {
      predictions.add(prediction((i + 0.5) / 100, i >= 80 ? 1 : 0));
    }

    var card = Scorecard.of("x", new Predictions(predictions, List.of()), Duration.ZERO);

    assertThat(card.tiers()).extracting(Scorecard.Tier::deals).containsExactly(20, 30, 30, 20);
    assertThat(card.tiers().getFirst().lift()).isCloseTo(5, within(1e-12));
    assertThat(card.tiers().getFirst().shareOfGood()).isCloseTo(1, within(1e-12));
    assertThat(card.tiers().getLast().lift()).isZero();
  }

  private static double chance(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static Prediction prediction(double probability, double desirability) {
    return new Prediction(NOW, probability, desirability);
  }
}
