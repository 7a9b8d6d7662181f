package dev.lodestar.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.fit.Probability;
import dev.lodestar.core.learner.Following;
import dev.lodestar.core.learner.Learner;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How fast evidence grows old, where the market stands still and where it turns round.
class MemoryIT {

  private static final int NEVER = Integer.MAX_VALUE;
  private static final int DEALS_PER_WEEK = 20;

  @Test
  void keepsEverythingInNineOfTenMarketsThatStandStill() {
    int worlds = 20;

    long kept =
        IntStream.range(0, worlds)
            .parallel()
            .filter(seed -> chosen(new ReversingMarket(seed, NEVER).weeks(60)).isEmpty())
            .count();

    System.out.printf("A market that stands still: all is kept in %d of %d.%n", kept, worlds);
    assertThat(kept).isGreaterThanOrEqualTo(worlds * 9 / 10);
  }

  /// The stretches that count reach back over a half of the history or more, so it takes long.
  @Test
  void shortensAfterAReversalAndLengthensLongAfter() {
    int reversal = 40;
    for (int seed : new int[] {1, 2}) {
      var deals = new ReversingMarket(seed, reversal * DEALS_PER_WEEK).weeks(400);

      var soon = chosen(deals.subList(0, 56 * DEALS_PER_WEEK));
      var late = chosen(deals);

      System.out.printf(
          "Reversed in week %d: a half-life of %s in week 56, of %s in week 400.%n",
          reversal, soon, late);
      assertThat(soon).contains(Duration.ofDays(90));
      assertThat(late).isNotEqualTo(soon);
    }
  }

  @Test
  void isChosenByWhatIsKnownAloneAndNotByItsOrder() {
    var deals = new ArrayList<>(new ReversingMarket(1, 800).weeks(64));
    var expected = new Prequential().grade(ReversingMarket.evidence(deals));
    var prequential = new Prequential();
    var late = deals.subList(100, 200);
    var growing = ReversingMarket.evidence(new ArrayList<>(deals.subList(0, 100)));
    prequential.grade(growing);

    var rest = new ArrayList<>(deals.subList(200, deals.size()));
    Collections.shuffle(rest, new Random(1));
    rest.forEach(growing::add);
    prequential.grade(growing);
    late.forEach(growing::add);

    assertThat(expected.halfLife()).isPresent();
    assertThat(prequential.grade(growing)).isEqualTo(expected);
  }

  /// A reversal is the worst there is: what was learned is now wrong, and nobody says so. With a
  /// half-life of 90 days, of some 260 deals here, what is left of it after 1,000 deals is a
  /// fifteenth.
  @Test
  void bringsPredictionsBackToWithinFivePercentAThousandDealsAfterAReversal() {
    int reversal = 40 * DEALS_PER_WEEK;
    int block = 100;
    var markets =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(seed -> excess(new ReversingMarket(seed, reversal), 90))
            .toList();
    var blocks =
        IntStream.range(0, markets.getFirst().length / block)
            .mapToDouble(b ->
                markets.stream()
                    .flatMapToDouble(all -> Arrays.stream(all, b * block, (b + 1) * block))
                    .average()
                    .orElseThrow())
            .toArray();

    int first = reversal / block;
    for (int b = first - 1; b < blocks.length; b++) {
      System.out.printf(
          "%d deals after a reversal: log-loss %.1f%% above that of the truth.%n",
          (b - first) * block, 100 * blocks[b]);
    }
    assertThat(blocks[first - 1]).isLessThan(0.03);
    assertThat(blocks[first]).isGreaterThan(0.5);
    assertThat(Arrays.stream(blocks, first + 9, blocks.length).boxed()).allMatch(b -> b < 0.05);
  }

  /// By how much the log-loss of each deal is expected to be above that of the true chances, as a
  /// share of that: predicted first, then followed, and refitted every 20 deals.
  private static double[] excess(ReversingMarket market, int weeks) {
    var deals = market.weeks(weeks);
    var evidence = ReversingMarket.evidence(List.of());
    var prequential = new Prequential();
    var following = Learner.learn(evidence.table(), List.of()).following();
    var excess = new double[deals.size()];
    for (int i = 0; i < deals.size(); i++) {
      var deal = deals.get(i);
      double truth = market.chance(deal, i);
      double told = told(following, deal);
      excess[i] = loss(truth, told) / loss(truth, truth) - 1;
      evidence.add(deal);
      following.learn(
          deal.attributes(), deal.outcome() instanceof Outcome.Won ? 1 : 0, deal.closedAt());
      if (i % 20 == 19) {
        var halfLife = prequential.grade(evidence).halfLife();
        following = Learner.learn(evidence.table().remembering(halfLife), List.of()).following();
      }
    }
    return excess;
  }

  private static double told(Following following, Observation deal) {
    var estimate = following.atClose(deal.attributes(), deal.closedAt());
    return Probability.moderated(estimate.logOdds(), estimate.variance());
  }

  private static double loss(double truth, double told) {
    return -truth * Math.log(told) - (1 - truth) * Math.log(1 - told);
  }

  private static Optional<Duration> chosen(List<Observation> deals) {
    return new Prequential().grade(ReversingMarket.evidence(deals)).halfLife();
  }
}
