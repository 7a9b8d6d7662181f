package dev.lodestar.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How good a contender's predictions were.
///
/// @param logLoss mean, in nats; `brier` the mean squared error
/// @param auc chance that a good deal is ranked above a bad one
/// @param calibrationSlope 1 when predictions are neither too bold nor too timid
/// @param calibrationIntercept 0 when they are right on average, in log-odds
/// @param tiers the best fifth by prediction, the next three tenths, three tenths, and the rest
/// @param overTime mean log-loss of consecutive equal parts
/// @param atClose the same deals predicted at their close instead of their opening
record Scorecard(
    String contender,
    int graded,
    double logLoss,
    double auc,
    double brier,
    double calibrationSlope,
    double calibrationIntercept,
    List<Tier> tiers,
    List<Bin> calibration,
    List<Stretch> overTime,
    AtClose atClose,
    Duration took) {

  private static final double[] TIER_ENDS = {0.2, 0.5, 0.8, 1.0};
  private static final int BINS = 10;
  private static final int STRETCHES = 30;
  private static final double CLAMP = 1e-6;

  /// The same deals predicted just before their outcome was known.
  record AtClose(int graded, double logLoss, double auc, double brier) {}

  /// @param lift good rate of the tier over that of all
  /// @param shareOfGood of all good deals, those in this tier
  record Tier(String name, int deals, double goodRate, double lift, double shareOfGood) {}

  /// Deals of similar prediction: what was predicted on average, and what came.
  record Bin(int deals, double predicted, double observed) {}

  /// Mean log-loss of consecutive predictions, up to an instant.
  record Stretch(Instant until, double logLoss) {}

  static Scorecard of(String contender, Predictions all, Duration took) {
    var predictions = all.atOpening();
    var ranked = ranked(predictions);
    double[] line = calibrationLine(predictions);
    return new Scorecard(
        contender,
        predictions.size(),
        logLoss(predictions),
        auc(ranked),
        brier(predictions),
        line[1],
        line[0],
        tiers(ranked),
        bins(ranked),
        stretches(predictions),
        new AtClose(
            all.atClose().size(),
            logLoss(all.atClose()),
            auc(ranked(all.atClose())),
            brier(all.atClose())),
        took);
  }

  private static List<Prediction> ranked(List<Prediction> predictions) {
    var ranked = new ArrayList<>(predictions);
    ranked.sort(Comparator.comparingDouble(Prediction::probability).reversed());
    return ranked;
  }

  private static double logLoss(List<Prediction> predictions) {
    return mean(predictions.stream().mapToDouble(Scorecard::logLoss));
  }

  private static double brier(List<Prediction> predictions) {
    return mean(predictions.stream().mapToDouble(p -> square(p.probability() - p.desirability())));
  }

  private static double logLoss(Prediction prediction) {
    double p = Math.clamp(prediction.probability(), CLAMP, 1 - CLAMP);
    double y = prediction.desirability();
    return -(y * StrictMath.log(p) + (1 - y) * StrictMath.log1p(-p));
  }

  /// The Mann–Whitney statistic with desirability as weight; ties count half.
  private static double auc(List<Prediction> ranked) {
    double good = 0;
    double wins = 0;
    double bad = 0;
    for (int i = 0; i < ranked.size(); ) {
      double tiedGood = 0;
      double tiedBad = 0;
      double probability = ranked.get(i).probability();
      for (; i < ranked.size() && ranked.get(i).probability() == probability; i++) {
        tiedGood += ranked.get(i).desirability();
        tiedBad += 1 - ranked.get(i).desirability();
      }
      wins += tiedBad * (good + tiedGood / 2);
      good += tiedGood;
      bad += tiedBad;
    }
    return good * bad == 0 ? 0.5 : wins / (good * bad);
  }

  /// Intercept and slope of a logistic regression of the outcome on the predicted log-odds.
  private static double[] calibrationLine(List<Prediction> predictions) {
    double a = 0;
    double b = 1;
    for (int step = 0; step < 50; step++) {
      double ga = 0;
      double gb = 0;
      double haa = 1e-9;
      double hab = 0;
      double hbb = 1e-9;
      for (Prediction prediction : predictions) {
        double p = Math.clamp(prediction.probability(), CLAMP, 1 - CLAMP);
        double x = StrictMath.log(p / (1 - p));
        double q = 1 / (1 + StrictMath.exp(-(a + b * x)));
        double r = prediction.desirability() - q;
        double v = q * (1 - q);
        ga += r;
        gb += r * x;
        haa += v;
        hab += v * x;
        hbb += v * x * x;
      }
      double determinant = haa * hbb - hab * hab;
      if (!(determinant > 1e-9)) { // one and the same prediction for all has no slope
        return new double[] {0, 1};
      }
      double da = (hbb * ga - hab * gb) / determinant;
      double db = (haa * gb - hab * ga) / determinant;
      a += Math.clamp(da, -1, 1);
      b += Math.clamp(db, -1, 1);
      if (Math.abs(da) + Math.abs(db) < 1e-9) {
        break;
      }
    }
    return new double[] {a, b};
  }

  private static List<Tier> tiers(List<Prediction> ranked) {
    double allGood = ranked.stream().mapToDouble(Prediction::desirability).sum();
    var tiers = new ArrayList<Tier>();
    int from = 0;
    for (int t = 0; t < TIER_ENDS.length; t++) {
      int to = (int) Math.round(TIER_ENDS[t] * ranked.size());
      var part = ranked.subList(from, to);
      double good = part.stream().mapToDouble(Prediction::desirability).sum();
      double rate = part.isEmpty() ? 0 : good / part.size();
      double base = ranked.isEmpty() ? 0 : allGood / ranked.size();
      tiers.add(
          new Tier(
              "ABCD".substring(t, t + 1),
              part.size(),
              rate,
              base == 0 ? 0 : rate / base,
              allGood == 0 ? 0 : good / allGood));
      from = to;
    }
    return tiers;
  }

  private static List<Bin> bins(List<Prediction> ranked) {
    var bins = new ArrayList<Bin>();
    for (int b = 0; b < BINS; b++) {
      var part = ranked.subList(ranked.size() * b / BINS, ranked.size() * (b + 1) / BINS);
      if (!part.isEmpty()) {
        bins.add(
            new Bin(
                part.size(),
                mean(part.stream().mapToDouble(Prediction::probability)),
                mean(part.stream().mapToDouble(Prediction::desirability))));
      }
    }
    return bins.reversed();
  }

  private static List<Stretch> stretches(List<Prediction> predictions) {
    var stretches = new ArrayList<Stretch>();
    int size = predictions.size();
    for (int s = 0; s < STRETCHES; s++) {
      var part = predictions.subList(size * s / STRETCHES, size * (s + 1) / STRETCHES);
      if (!part.isEmpty()) {
        stretches.add(
            new Stretch(part.getLast().at(), mean(part.stream().mapToDouble(Scorecard::logLoss))));
      }
    }
    return stretches;
  }

  private static double mean(java.util.stream.DoubleStream values) {
    return values.average().orElse(0);
  }

  private static double square(double x) {
    return x * x;
  }
}
