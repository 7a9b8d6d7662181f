package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.Reading;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The search for two attributes that matter together, given all that is already in a fit.
final class PairSearch {

  /*
   * Of a pair that is not in the model, the fit tells the score s (residuals summed by combination) and the
   * information V (what remains when all else has been adjusted). With weights of spread τ, the log marginal
   * likelihood would rise by ½ s'(V + I/τ²)⁻¹s − ½ log|I + τ²V|: a quadratic guess, dear enough to choose by and cheap
   * enough to make for every pair. What is chosen is then fitted in full, and must rise by as much in truth.
   */
  private static final double[] SPREADS = {0.1, 0.2, 0.35, 0.6, 1};

  /// By how much, in nats, a pair must explain the evidence better than none, were it the only one
  /// looked at. Under a true model without it, exp(−3) bounds the chance that it does.
  private static final double MARGIN = 3;

  /// The attributes that pairs are made of: those that tell deals furthest apart.
  private static final int MOST_ATTRIBUTES = 12;

  private final EvidenceTable table;
  private final Design design;
  private final Unknowns unknowns;
  private final Tuning.Tuned tuned;

  PairSearch(EvidenceTable table, Design design, Unknowns unknowns, Tuning.Tuned tuned) {
    this.table = table;
    this.design = design;
    this.unknowns = unknowns;
    this.tuned = tuned;
  }

  /// A pair that seems to explain the evidence better.
  ///
  /// @param promise by how much it does so as far as can be guessed without a fit, in nats
  /// @param margin by which it must do so
  record Candidate(Reading.Paired pair, double promise, double margin) {}

  /// The most promising pair, if any promises enough.
  Optional<Candidate> best() {
    var scheme = design.scheme;
    var importance = Importance.of(design, unknowns, tuned.mode().weights());
    var candidates =
        IntStream.range(0, scheme.size())
            .filter(a -> isSingle(scheme.reading(a)))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer a) -> -importance[a]).thenComparing(a -> a))
            .limit(MOST_ATTRIBUTES)
            .map(scheme.attributes()::get)
            .toList();
    var known = scheme.pairs();
    var pairs =
        table.pairsAmong(candidates).stream().filter(pair -> !known.contains(pair)).toList();
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    double margin = MARGIN + StrictMath.log(pairs.size());
    var moved = new Rows();
    Reading.Paired best = null;
    double most = margin;
    for (var pair : pairs) {
      double gain = moved.gain(pair);
      if (gain > most) {
        most = gain;
        best = pair;
      }
    }
    return best == null ? Optional.empty() : Optional.of(new Candidate(best, most, margin));
  }

  private static boolean isSingle(Reading reading) {
    return (reading instanceof Reading.Nominal || reading instanceof Reading.Ordered)
        && reading.labels().size() > 1;
  }

  /// Residuals and information of every row at the mode, and the covariance of all that is in the
  /// model.
  private final class Rows {

    private final double[] residual = new double[design.rows];
    private final double[] information = new double[design.rows];
    private final double[] cellInformation = new double[design.deals.length];
    private final PosteriorCovariance covariance = tuned.mode().curvature().inverse();
    private final Map<String, int[]> levels = new HashMap<>();

    Rows() {
      var extended = unknowns.extend(tuned.mode().weights());
      for (int r = 0; r < design.rows; r++) {
        double contribution = Likelihood.contribution(design, r, extended);
        for (int c = design.firstCell[r]; c < design.firstCell[r + 1]; c++) {
          double p =
              Likelihood.probability(tuned.mode().baseline()[design.period[c]] + contribution);
          residual[r] += design.good[c] - design.deals[c] * p;
          cellInformation[c] = design.deals[c] * p * (1 - p);
          information[r] += cellInformation[c];
        }
      }
    }

    /// The guessed rise of the log marginal likelihood.
    double gain(Reading.Paired pair) {
      int size = pair.combinations().size();
      int columns = design.scheme.columns();
      var score = new double[size];
      var left = new double[size][size];
      var withPeriods = new double[size][design.periods];
      var withColumns = new double[size][columns + design.scheme.size()];
      var first = levels(pair.first());
      var second = levels(pair.second());
      var place = places(pair);
      int seconds = pair.secondReading().labels().size();
      for (int r = 0; r < design.rows; r++) {
        int z = first[r] < 0 || second[r] < 0 ? -1 : place[first[r] * seconds + second[r]];
        if (z < 0) {
          continue;
        }
        score[z] += residual[r];
        left[z][z] += information[r];
        for (int i = design.firstColumn[r]; i < design.firstColumn[r + 1]; i++) {
          withColumns[z][design.columns[i]] += information[r];
        }
        for (int c = design.firstCell[r]; c < design.firstCell[r + 1]; c++) {
          withPeriods[z][design.period[c]] += cellInformation[c];
        }
      }
      for (int z = 0; z < size; z++) {
        unknowns.fold(withColumns[z]);
        withColumns[z] = java.util.Arrays.copyOf(withColumns[z], columns);
      }
      adjust(left, withPeriods, withColumns);
      double most = 0;
      for (double spread : SPREADS) {
        most = Math.max(most, gain(score, left, spread));
      }
      return most;
    }

    /// Takes from the information what everything else would explain.
    private void adjust(double[][] left, double[][] withPeriods, double[][] withColumns) {
      var byPeriods = Matrices.product(withPeriods, covariance.baseline());
      var byMixed = Matrices.product(withPeriods, covariance.mixed());
      var byColumns = Matrices.product(withColumns, covariance.weights());
      for (int i = 0; i < left.length; i++) {
        for (int j = 0; j <= i; j++) {
          left[i][j] -=
              Matrices.dot(byPeriods[i], withPeriods[j])
                  + Matrices.dot(byMixed[i], withColumns[j])
                  + Matrices.dot(byMixed[j], withColumns[i])
                  + Matrices.dot(byColumns[i], withColumns[j]);
          left[j][i] = left[i][j];
        }
      }
    }

    private static double gain(double[] score, double[][] information, double spread) {
      double precision = 1 / (spread * spread);
      var sum = Matrices.copy(information);
      for (int i = 0; i < sum.length; i++) {
        sum[i][i] += precision;
      }
      var factor = new SymmetricFactor(sum);
      return (Matrices.dot(score, factor.solve(score))
                  - factor.logDeterminant()
                  + score.length * StrictMath.log(precision))
              / 2
          + SpreadScale.ATTRIBUTE.logPrior(spread);
    }

    /// The place of each combination among the levels of a pair; −1 where it is none.
    private static int[] places(Reading.Paired pair) {
      var places =
          new int[pair.firstReading().labels().size() * pair.secondReading().labels().size()];
      java.util.Arrays.fill(places, -1);
      for (int i = 0; i < pair.combinations().size(); i++) {
        places[pair.combinations().get(i)] = i;
      }
      return places;
    }

    /// The level of an attribute that each row holds; −1 where it is unknown or none.
    private int[] levels(String attribute) {
      return levels.computeIfAbsent(attribute, this::foundLevels);
    }

    private int[] foundLevels(String attribute) {
      int a = design.scheme.attributes().indexOf(attribute);
      int offset = design.scheme.offset(a);
      var levels = new int[design.rows];
      java.util.Arrays.fill(levels, -1);
      for (int r = 0; r < design.rows; r++) {
        for (int i = design.firstColumn[r]; i < design.firstColumn[r + 1]; i++) {
          int level = design.columns[i] - offset;
          if (level >= 0 && level < design.scheme.levels(a)) {
            levels[r] = level;
          }
        }
      }
      return levels;
    }
  }
}
