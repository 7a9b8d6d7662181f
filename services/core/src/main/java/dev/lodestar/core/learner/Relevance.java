package dev.lodestar.core.learner;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// Whether an attribute matters at all, as the evidence alone says.
///
/// @param pValue chance that the evidence would tell the levels apart this clearly if the attribute
///   did not matter
/// @param logBayesFactor natural log of how much better the evidence is explained by weights of the
///   reference spread than by none
record Relevance(double pValue, double logBayesFactor) {

  /*
   * Given everything else, the evidence about the weights of one attribute is Gaussian: information V and
   * score s (see BlockEvidence). If the attribute does not matter, s is Normal(0, V). The statistic s'(V + P)⁻¹s, with P the precision of a reference prior, is the
   * one the Bayes factor rests on: it looks where effects worth naming would show, along smooth curves for
   * ordered levels, and gives rare levels little say. The spread found by tuning is not used: it has seen
   * the same evidence, and the chance would be understated. Under no effect the statistic is a weighted sum
   * of χ² variables, the same idea as in the sequence kernel association test (Wu et al., 2011).
   */
  static final double REFERENCE_SPREAD = 0.35;

  /// The same of the clearest among many (Bonferroni).
  Relevance ofMany(int looked) {
    return new Relevance(Math.min(1, looked * pValue), logBayesFactor);
  }

  static Relevance of(BlockEvidence evidence, PriorBlock reference) {
    int size = evidence.score().length;
    var compared = Matrices.copy(evidence.information());
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        compared[i][j] += reference.precision()[i][j];
      }
    }
    double statistic =
        Matrices.dot(evidence.score(), new SymmetricFactor(compared).solve(evidence.score()));
    var shares = shares(evidence.information(), reference);
    double logBayesFactor = statistic / 2;
    for (double share : shares) {
      logBayesFactor += StrictMath.log1p(-share) / 2;
    }
    return new Relevance(new ChiSquareMixture(shares).upperTail(statistic), logBayesFactor);
  }

  /// Eigenvalues of (V + P)⁻¹V, each in [0, 1): those of P^-½ V P^-½ are v, these are v / (1 + v).
  private static double[] shares(double[][] information, PriorBlock reference) {
    int size = information.length;
    var root = squareRoot(reference.covariance());
    var whitened = Matrices.product(Matrices.product(root, information), root);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        whitened[i][j] = (whitened[i][j] + whitened[j][i]) / 2;
        whitened[j][i] = whitened[i][j];
      }
    }
    var eigen = DecompositionFactory_DDRM.eig(size, false, true);
    eigen.decompose(new DMatrixRMaj(whitened));
    var shares = new double[size];
    for (int i = 0; i < size; i++) {
      double v = Math.max(0, eigen.getEigenvalue(i).getReal());
      shares[i] = v / (1 + v);
    }
    java.util.Arrays.sort(shares);
    return shares;
  }

  private static double[][] squareRoot(double[][] matrix) {
    int size = matrix.length;
    var eigen = DecompositionFactory_DDRM.eig(size, true, true);
    eigen.decompose(new DMatrixRMaj(matrix));
    var root = new double[size][size];
    for (int k = 0; k < size; k++) {
      double value = Math.sqrt(Math.max(0, eigen.getEigenvalue(k).getReal()));
      double[] vector = eigen.getEigenVector(k).data;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          root[i][j] += value * vector[i] * vector[j];
        }
      }
    }
    return root;
  }
}
