package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;
import java.util.List;

/// What is believed of all weights and of the baseline before the evidence, given the spreads.
final class Prior {

  final PriorBlock[] blocks;
  final BaselinePrior baseline;
  private final LevelScheme scheme;

  Prior(LevelScheme scheme, List<Belief> beliefs, int periods, Spreads spreads) {
    this.scheme = scheme;
    this.baseline = new BaselinePrior(periods, spreads.drift(), spreads.persistence());
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
      case Reading.Paired p -> PriorBlock.independent(spread, belief);
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
    double value = this.baseline.value(baseline);
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
    var back = this.baseline.times(baseline);
    for (int q = 0; q < back.length; q++) {
      toBaseline[q] -= back[q];
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
}
