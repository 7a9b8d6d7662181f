package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;

/// Weights compared with the average observed deal, unrounded.
///
/// @param averageLogOdds of the average observed deal, were it opened now
/// @param weights of the levels of nominal and ordered attributes less the attribute's mean; of
///   tags, having one compared with not having it
/// @param covariance of the average log-odds, then the weights
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record Published(
    double averageLogOdds,
    double[] weights,
    double[][] covariance,
    double[] periodLogOdds,
    double[] periodVariance) {

  /// @param forecast of the baseline for when a deal closes that is opened now
  static Published of(
      LevelScheme scheme, Unknowns unknowns, Blend blend, BaselinePrior.Forecast forecast) {
    var posterior = blend.covariance();
    var weights = blend.weights().clone();
    double mean = 0;
    for (int a = 0; a < scheme.size(); a++) {
      double attributeMean = unknowns.mean(a, blend.weights());
      mean += attributeMean;
      for (int l = 0; isCentred(scheme, a) && l < scheme.levels(a); l++) {
        weights[scheme.offset(a) + l] -= attributeMean;
      }
    }
    int periods = blend.baseline().length;
    var periodLogOdds = new double[periods];
    var periodVariance = new double[periods];
    var extended = unknowns.extend(posterior.weights());
    for (int q = 0; q < periods; q++) {
      periodLogOdds[q] = blend.baseline()[q] + mean;
      periodVariance[q] =
          posterior.baseline()[q][q]
              + 2 * meanOf(scheme, unknowns.extend(posterior.mixed()[q]))
              + varianceOfMean(scheme, extended);
    }
    var shares = forecast.shares();
    var mixed = unknowns.extend(Matrices.product(new double[][] {shares}, posterior.mixed())[0]);
    double variance =
        forecast.variance()
            + Matrices.dot(shares, Matrices.product(posterior.baseline(), shares))
            + 2 * meanOf(scheme, mixed)
            + varianceOfMean(scheme, extended);
    return new Published(
        Matrices.dot(shares, blend.baseline()) + mean,
        weights,
        covariance(scheme, extended, mixed, variance),
        periodLogOdds,
        periodVariance);
  }

  /// Covariances of (average, weights), from those of weights and attribute means.
  private static double[][] covariance(
      LevelScheme scheme, double[][] extended, double[] withPeriod, double averageVariance) {
    int size = scheme.columns();
    var covariance = new double[1 + size][1 + size];
    covariance[0][0] = averageVariance;
    for (int i = 0; i < size; i++) {
      int a = scheme.attributeOf(i);
      boolean centredA = isCentred(scheme, a);
      double withMean = withPeriod[i] + meanOf(scheme, extended[i]);
      if (centredA) {
        withMean -= withPeriod[size + a] + meanOf(scheme, extended[size + a]);
      }
      covariance[0][1 + i] = withMean;
      covariance[1 + i][0] = withMean;
      for (int j = 0; j <= i; j++) {
        int b = scheme.attributeOf(j);
        boolean centredB = isCentred(scheme, b);
        double c = extended[i][j];
        c -= centredA ? extended[size + a][j] : 0;
        c -= centredB ? extended[i][size + b] : 0;
        c += centredA && centredB ? extended[size + a][size + b] : 0;
        covariance[1 + i][1 + j] = c;
        covariance[1 + j][1 + i] = c;
      }
    }
    return covariance;
  }

  private static boolean isCentred(LevelScheme scheme, int attribute) {
    return !(scheme.reading(attribute) instanceof Reading.Tagged);
  }

  /// The sum of the entries that stand for attribute means.
  private static double meanOf(LevelScheme scheme, double[] extended) {
    double sum = 0;
    for (int a = 0; a < scheme.size(); a++) {
      sum += extended[scheme.columns() + a];
    }
    return sum;
  }

  private static double varianceOfMean(LevelScheme scheme, double[][] extended) {
    double sum = 0;
    for (int a = 0; a < scheme.size(); a++) {
      sum += meanOf(scheme, extended[scheme.columns() + a]);
    }
    return sum;
  }
}
