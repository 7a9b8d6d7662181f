package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;
import java.util.List;

/// What is believed of all weights and of the baseline before the evidence, given the spreads.
final class Prior {

  /// Standard deviation of the first period's log-odds: 95% within win rates of 0.7% and 99.3%.
  static final double START = 2.5;

  final PriorBlock[] blocks;
  final double drift;
  final int periods;
  private final LevelScheme scheme;

  Prior(LevelScheme scheme, List<Belief> beliefs, int periods, Spreads spreads) {
    this.scheme = scheme;
    this.periods = periods;
    this.drift = spreads.drift();
    this.blocks = new PriorBlock[scheme.size()];
    for (int a = 0; a < blocks.length; a++) {
      blocks[a] = block(scheme.reading(a), beliefs.get(a), spreads.attribute()[a]);
    }
  }

  static PriorBlock block(Reading reading, Belief belief, double spread) {
    return switch (reading) {
      case Reading.Ordered o -> PriorBlock.walk(spread, belief);
      case Reading.Nominal n -> PriorBlock.independent(spread, belief);
      case Reading.Tagged t -> PriorBlock.independent(spread, belief);
    };
  }

  /// Against which an attribute's evidence is compared to find whether it matters.
  static PriorBlock reference(Reading reading, int levels) {
    return block(reading, Belief.none(levels), Relevance.REFERENCE_SPREAD);
  }

  double[] mean() {
    var mean = new double[scheme.columns()];
    for (int a = 0; a < blocks.length; a++) {
      System.arraycopy(blocks[a].mean(), 0, mean, scheme.offset(a), scheme.levels(a));
    }
    return mean;
  }

  /// The logarithm of the density, up to a constant that no spread changes.
  double value(double[] baseline, double[] weights) {
    double value = -baseline[0] * baseline[0] / (START * START);
    for (int q = 1; q < periods; q++) {
      double step = (baseline[q] - baseline[q - 1]) / drift;
      value -= step * step;
    }
    value -= 2 * (periods - 1) * StrictMath.log(drift);
    for (int a = 0; a < blocks.length; a++) {
      var off = deviation(a, weights);
      value += blocks[a].logDeterminant();
      value -= Matrices.dot(off, Matrices.product(blocks[a].precision(), off));
    }
    return value / 2;
  }

  /// The weights of an attribute less their prior mean.
  double[] deviation(int attribute, double[] weights) {
    var mean = blocks[attribute].mean();
    var off = new double[mean.length];
    for (int l = 0; l < off.length; l++) {
      off[l] = weights[scheme.offset(attribute) + l] - mean[l];
    }
    return off;
  }

  /// Adds the gradient of [#value].
  void addGradient(double[] baseline, double[] weights, double[] toBaseline, double[] toWeights) {
    toBaseline[0] -= baseline[0] / (START * START);
    for (int q = 1; q < periods; q++) {
      double pull = (baseline[q] - baseline[q - 1]) / (drift * drift);
      toBaseline[q] -= pull;
      toBaseline[q - 1] += pull;
    }
    for (int a = 0; a < blocks.length; a++) {
      var pull = Matrices.product(blocks[a].precision(), deviation(a, weights));
      for (int l = 0; l < pull.length; l++) {
        toWeights[scheme.offset(a) + l] -= pull[l];
      }
    }
  }

  /// Adds the precision of the weights.
  void addPrecision(double[][] toWeights) {
    for (int a = 0; a < blocks.length; a++) {
      int offset = scheme.offset(a);
      var precision = blocks[a].precision();
      for (int i = 0; i < precision.length; i++) {
        for (int j = 0; j < precision.length; j++) {
          toWeights[offset + i][offset + j] += precision[i][j];
        }
      }
    }
  }

  /// The diagonal of the baseline's precision.
  double[] baselineDiagonal() {
    var diagonal = new double[periods];
    diagonal[0] = 1 / (START * START);
    for (int q = 1; q < periods; q++) {
      diagonal[q] += 1 / (drift * drift);
      diagonal[q - 1] += 1 / (drift * drift);
    }
    return diagonal;
  }

  /// What stands beside the diagonal of the baseline's precision.
  double baselineBeside() {
    return -1 / (drift * drift);
  }
}
