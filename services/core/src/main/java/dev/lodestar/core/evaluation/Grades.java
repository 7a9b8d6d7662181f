package dev.lodestar.core.evaluation;

import dev.lodestar.core.evaluation.Quality.TierQuality;
import dev.lodestar.core.fit.Tier;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Turns predictions and outcomes into a grade.
final class Grades {

  private Grades() {}

  static Quality of(Collection<Prediction> unordered) {
    if (unordered.isEmpty()) {
      return Quality.NONE;
    }
    var predictions = unordered.stream().sorted(Prediction.ORDER).toList();
    return new Quality(
        predictions.size(),
        rounded(mean(predictions, Prediction::loss)),
        rounded(mean(predictions, Prediction::baseRateLoss)),
        rounded(auc(predictions)),
        rounded(Calibration.slope(predictions)),
        rounded(Calibration.intercept(predictions)),
        Stream.of(Tier.values()).map(tier -> tier(tier, predictions)).toList());
  }

  private static double mean(List<Prediction> predictions, ToDoubleFunction<Prediction> number) {
    double sum = 0;
    for (var prediction : predictions) {
      sum += number.applyAsDouble(prediction);
    }
    return sum / predictions.size();
  }

  /// The chance that of a good and a bad deal the good one is ranked above, where a deal of
  /// desirability y counts as good by y and as bad by 1 − y; equal ranks count half. One half when
  /// all are good or all bad.
  private static double auc(List<Prediction> ascending) {
    double below = 0;
    double won = 0;
    double pairs = 0;
    double goods = 0;
    for (int from = 0; from < ascending.size(); ) {
      double good = 0;
      double bad = 0;
      double withThemselves = 0;
      int to = from;
      for (;
          to < ascending.size()
              && ascending.get(to).probability() == ascending.get(from).probability();
          to++) {
        double y = ascending.get(to).desirability();
        good += y;
        bad += 1 - y;
        withThemselves += y * (1 - y);
      }
      won += good * below + (good * bad - withThemselves) / 2;
      pairs -= withThemselves;
      below += bad;
      goods += good;
      from = to;
    }
    pairs += goods * below;
    return pairs > 1e-9 ? won / pairs : 0.5;
  }

  private static TierQuality tier(Tier tier, List<Prediction> predictions) {
    double good = 0;
    long count = 0;
    for (var prediction : predictions) {
      if (prediction.tier() == tier) {
        good += prediction.desirability();
        count++;
      }
    }
    return new TierQuality(
        tier, rounded((double) count / predictions.size()), rounded(count == 0 ? 0 : good / count));
  }

  private static double rounded(double number) {
    return Math.rint(number * 1e6) / 1e6 + 0.0; // never -0.0
  }
}
