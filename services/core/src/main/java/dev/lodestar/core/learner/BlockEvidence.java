package dev.lodestar.core.learner;

/// What the evidence alone says of the weights of one attribute, everything else having been
/// inferred: a Gaussian likelihood, which is what remains of the posterior when the prior is taken
/// away.
///
/// @param information inverse covariance; singular where the evidence cannot tell, as along weights
///   that are all equal
/// @param score information times the weights that the evidence alone would choose
@SuppressWarnings("ArrayRecordComponent") // for arithmetic within the package: never compared
record BlockEvidence(double[][] information, double[] score) {

  static BlockEvidence of(PriorBlock prior, double[] mode, double[][] covariance) {
    var information = new SymmetricFactor(covariance).inverse();
    var score = Matrices.product(information, mode);
    var believed = Matrices.product(prior.precision(), prior.mean());
    for (int i = 0; i < mode.length; i++) {
      score[i] -= believed[i];
      for (int j = 0; j < mode.length; j++) {
        information[i][j] -= prior.precision()[i][j];
      }
    }
    return new BlockEvidence(information, score);
  }

  /// The posterior under another prior of the same attribute.
  Combined with(PriorBlock prior) {
    int size = score.length;
    var precision = Matrices.copy(prior.precision());
    var right = Matrices.product(prior.precision(), prior.mean());
    for (int i = 0; i < size; i++) {
      right[i] += score[i];
      for (int j = 0; j < size; j++) {
        precision[i][j] += information[i][j];
      }
    }
    var factor = new SymmetricFactor(precision);
    var mode = factor.solve(right);
    var pull = Matrices.product(prior.precision(), prior.mean());
    double logMarginal =
        (prior.logDeterminant()
                - factor.logDeterminant()
                + Matrices.dot(right, mode)
                - Matrices.dot(pull, prior.mean()))
            / 2;
    return new Combined(mode, factor.inverse(), logMarginal);
  }

  /// A Gaussian posterior, with the logarithm of the marginal likelihood up to a constant.
  @SuppressWarnings("ArrayRecordComponent") // for arithmetic within the package: never compared
  record Combined(double[] mode, double[][] covariance, double logMarginal) {}
}
