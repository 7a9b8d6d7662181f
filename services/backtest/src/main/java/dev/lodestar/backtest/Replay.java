package dev.lodestar.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/// A history played again: each deal is predicted at its opening and learned when it closed, or
/// when its churn was known.
///
/// What happens at one instant is predicted first and learned then. Each deal is predicted once
/// more when it closes, with all that was known of others by then: where a base rate drifts while
/// deals are open, that is an easier task, and the one that most published numbers are of.
final class Replay {

  private final List<Moment> moments;
  private final int every;
  private final int skipped;

  /// @param every how many deals are learned between two refits
  /// @param skipped how many first predictions are not graded
  Replay(History history, int every, int skipped) {
    this.moments = new ArrayList<>();
    for (Case deal : history.deals()) {
      moments.add(new Moment(deal.observation().openedAt(), false, deal));
      moments.add(new Moment(deal.observation().knownAt(), true, deal));
    }
    moments.sort(
        Comparator.comparing(Moment::at)
            .thenComparing(Moment::closes)
            .thenComparing(m -> m.deal().observation().id()));
    this.every = every;
    this.skipped = skipped;
  }

  int length() {
    return moments.size();
  }

  /// @param progress told how many moments have passed
  Predictions run(Contender contender, IntConsumer progress) {
    var atOpening = new ArrayList<Prediction>();
    var atClose = new ArrayList<Prediction>();
    int learned = 0;
    int opened = 0;
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      if (moment.closes()) {
        if (learned++ >= skipped) {
          atClose.add(moment.prediction(contender.predictAtClose(moment.deal())));
        }
        contender.learn(moment.deal());
        if (learned % every == 0) {
          contender.refit();
        }
      } else if (opened++ >= skipped) {
        atOpening.add(moment.prediction(contender.predict(moment.deal())));
      }
      progress.accept(i + 1);
    }
    return new Predictions(atOpening, atClose);
  }

  private record Moment(Instant at, boolean closes, Case deal) {

    Prediction prediction(double probability) {
      return new Prediction(at, probability, deal.desirability());
    }
  }
}
