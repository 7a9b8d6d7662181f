package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.LevelScheme;
import java.util.ArrayList;
import java.util.List;

/// How well spreads explain the evidence: Laplace's approximation of the logarithm of the marginal
/// likelihood, with its exact gradient and its expected curvature, by the logarithms of the
/// spreads.
///
/// The last two coordinates are the drift and the persistence of the baseline.
@SuppressWarnings(
    "ArrayRecordComponent") // for arithmetic within the package: never compared, never leaked
record MarginalLikelihood(double value, double[] gradient, double[][] curvature) {

  static double valueAt(Mode mode) {
    return mode.likelihood().value
        + mode.prior().value(mode.baseline(), mode.weights())
        - mode.curvature().logDeterminant() / 2;
  }

  static MarginalLikelihood at(Design design, Unknowns unknowns, Mode mode) {
    var scheme = design.scheme;
    var prior = mode.prior();
    var covariance = mode.curvature().inverse();
    int attributes = scheme.size();
    var gradient = new double[attributes + 2];
    var curvature = new double[attributes + 2][attributes + 2];

    // The mode moves with the spreads, and the Hessian with the mode: d(-½ log|A|) = -½ u' dβ.
    var skew = Skew.of(design, unknowns, mode, covariance);
    var moved = mode.curvature().solve(skew.baseline(), skew.weights());

    var shrinkage = new double[scheme.columns()][]; // Σ dP, by row
    for (int i = 0; i < shrinkage.length; i++) {
      shrinkage[i] = new double[scheme.columns()];
    }
    for (int a = 0; a < attributes; a++) {
      var block = prior.blocks[a];
      int offset = scheme.offset(a);
      int size = scheme.levels(a);
      var slope = block.slope();
      for (int i = 0; i < shrinkage.length; i++) {
        for (int k = 0; k < size; k++) {
          double factor = covariance.weights()[i][offset + k];
          for (int j = 0; j < size; j++) {
            shrinkage[i][offset + j] += factor * slope[k][j];
          }
        }
      }
      var freed = Matrices.product(block.covariance(), slope);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          freed[i][j] -= shrinkage[offset + i][offset + j];
        }
      }
      var off = prior.deviation(a, mode.weights());
      var pull = Matrices.product(slope, off);
      double rise = -Matrices.dot(off, pull) + trace(freed);
      for (int l = 0; l < size; l++) {
        rise += moved[1][offset + l] * pull[l];
      }
      gradient[a] = rise / 2;
      curvature[a][a] = traceOfProduct(freed, freed) / 2;
    }
    crossCurvature(scheme, shrinkage, curvature);
    addBaseline(prior.baseline, mode, covariance, moved[0], gradient, curvature);
    return new MarginalLikelihood(valueAt(mode), gradient, curvature);
  }

  private static void crossCurvature(
      LevelScheme scheme, double[][] shrinkage, double[][] curvature) {
    for (int a = 0; a < scheme.size(); a++) {
      for (int b = 0; b < a; b++) {
        double sum = 0;
        for (int i = scheme.offset(a); i < scheme.offset(a) + scheme.levels(a); i++) {
          for (int j = scheme.offset(b); j < scheme.offset(b) + scheme.levels(b); j++) {
            sum += shrinkage[i][j] * shrinkage[j][i];
          }
        }
        curvature[a][b] = sum / 2;
        curvature[b][a] = sum / 2;
      }
    }
  }

  private static void addBaseline(
      BaselinePrior prior,
      Mode mode,
      PosteriorCovariance covariance,
      double[] moved,
      double[] gradient,
      double[][] curvature) {
    var beforehand = prior.covariance();
    var slopes = List.of(prior.slopeByDrift(), prior.slopeByPersistence());
    var freed = new ArrayList<double[][]>();
    for (int i = 0; i < slopes.size(); i++) {
      var slope = slopes.get(i);
      var free = Matrices.product(Matrices.difference(beforehand, covariance.baseline()), slope);
      var pull = Matrices.product(slope, mode.baseline());
      int coordinate = gradient.length - 2 + i;
      gradient[coordinate] =
          (trace(free) - Matrices.dot(mode.baseline(), pull) + Matrices.dot(moved, pull)) / 2;
      freed.add(free);
      for (int j = 0; j <= i; j++) {
        double curve = traceOfProduct(free, freed.get(j)) / 2;
        curvature[coordinate][gradient.length - 2 + j] = curve;
        curvature[gradient.length - 2 + j][coordinate] = curve;
      }
    }
  }

  private static double trace(double[][] matrix) {
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += matrix[i][i];
    }
    return trace;
  }

  private static double traceOfProduct(double[][] left, double[][] right) {
    double trace = 0;
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < left.length; j++) {
        trace += left[i][j] * right[j][i];
      }
    }
    return trace;
  }
}
