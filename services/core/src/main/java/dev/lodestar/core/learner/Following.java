package dev.lodestar.core.learner;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What is known between one fit and the next: the posterior of the fit, moved by each deal that
/// closes since, at a small part of a fit's cost.
///
/// Spreads, cuts and levels stay those of the fit, and what it knew keeps its weight; all else is
/// the same model. An extended Kalman filter whose observations are outcomes (Fahrmeir, 1992).
/// Depends on the order of deals, so nothing of it is ever published. Not thread-safe.
public final class Following {

  /*
   * The state is (level, baseline now, weights). Time moves the baseline back to its level and makes it less
   * certain; a deal with the design vector x moves the state along Σx, by as much as makes x'state most
   * probable given the outcome.
   */
  private static final int LEVEL = 0;
  private static final int NOW = 1;
  private static final int WEIGHTS = 2;
  private static final int STEPS = 30;

  private final LevelScheme scheme;
  private final Unknowns unknowns;
  private final BaselinePrior prior;
  private final Duration period;
  private final double usualAhead;
  private final double[] state;
  private final double[][] covariance;
  private Instant now;

  /// @param outlook on deals that are opened from now on
  Following(
      EvidenceTable table, Unknowns unknowns, Blend blend, BaselinePrior prior, Outlook outlook) {
    this.scheme = table.scheme();
    this.unknowns = unknowns;
    this.prior = prior;
    this.period = table.periods().length();
    this.usualAhead = outlook.ahead();
    this.now = startOf(table);
    int columns = scheme.columns();
    this.state = new double[WEIGHTS + columns];
    this.covariance = new double[WEIGHTS + columns][WEIGHTS + columns];
    var last = new double[prior.periods()];
    last[last.length - 1] = 1;
    var baselines = new double[][] {prior.forecast(Double.POSITIVE_INFINITY).shares(), last};
    var among = Matrices.product(baselines, blend.covariance().baseline());
    var mixed = Matrices.product(baselines, blend.covariance().mixed());
    for (int i = 0; i < WEIGHTS; i++) {
      state[i] = Matrices.dot(baselines[i], blend.baseline());
      for (int j = 0; j < WEIGHTS; j++) {
        covariance[i][j] = Matrices.dot(among[i], baselines[j]);
      }
      for (int c = 0; c < columns; c++) {
        covariance[i][WEIGHTS + c] = mixed[i][c];
        covariance[WEIGHTS + c][i] = mixed[i][c];
      }
    }
    // What the far future adds to the level is no doubt about the level.
    covariance[LEVEL][LEVEL] +=
        prior.forecast(Double.POSITIVE_INFINITY).variance()
            - prior.innovations(Double.POSITIVE_INFINITY);
    System.arraycopy(blend.weights(), 0, state, WEIGHTS, columns);
    for (int c = 0; c < columns; c++) {
      System.arraycopy(
          blend.covariance().weights()[c], 0, covariance[WEIGHTS + c], WEIGHTS, columns);
    }
  }

  /// The last period is known for the whole of it: it is now as long as it lasts.
  private static Instant startOf(EvidenceTable table) {
    var periods = table.periods();
    var end = periods.count() == 0 ? Instant.EPOCH : periods.start(periods.count());
    return table.now().isBefore(end) ? table.now() : end;
  }

  /// Log-odds of a good outcome, and how uncertain they are.
  public record Estimate(double logOdds, double variance) {}

  /// What to expect of a deal that is opened then.
  public Estimate atOpening(Map<String, AttributeValue> attributes, Instant openedAt) {
    return estimate(design(attributes), ahead(openedAt) + usualAhead);
  }

  /// What to expect of a deal that closes then.
  public Estimate atClose(Map<String, AttributeValue> attributes, Instant closedAt) {
    return estimate(design(attributes), ahead(closedAt));
  }

  /// Takes in how a deal turned out.
  ///
  /// @param good desirability, in [0, 1]
  public void learn(Map<String, AttributeValue> attributes, double good, Instant closedAt) {
    moveTo(closedAt);
    var design = design(attributes);
    var gain = Matrices.product(covariance, design);
    double variance = Matrices.dot(design, gain);
    double before = Matrices.dot(design, state);
    double after = mostProbable(before, variance, good);
    double p = Likelihood.probability(after);
    double information = p * (1 - p);
    double shrink = information / (1 + information * variance);
    double move = (after - before) / variance;
    for (int i = 0; i < state.length; i++) {
      state[i] += gain[i] * move;
      double factor = gain[i] * shrink;
      double[] row = covariance[i];
      for (int j = 0; factor != 0 && j < state.length; j++) {
        row[j] -= factor * gain[j];
      }
    }
  }

  private Estimate estimate(double[] design, double ahead) {
    double left = prior.left(ahead);
    design[LEVEL] = 1 - left;
    design[NOW] = left;
    return new Estimate(
        Matrices.dot(design, state),
        Matrices.dot(design, Matrices.product(covariance, design)) + prior.innovations(ahead));
  }

  /// Where −(x − mean)²/2v plus the log-likelihood of the outcome is greatest.
  private static double mostProbable(double mean, double variance, double good) {
    double x = mean;
    for (int step = 0; step < STEPS; step++) {
      double p = Likelihood.probability(x);
      double move = (good - p - (x - mean) / variance) / (p * (1 - p) + 1 / variance);
      x += Math.clamp(move, -2, 2);
      if (Math.abs(move) < 1e-12) {
        break;
      }
    }
    return x;
  }

  private void moveTo(Instant time) {
    double ahead = ahead(time);
    if (ahead == 0) {
      return;
    }
    double left = prior.left(ahead);
    state[NOW] = (1 - left) * state[LEVEL] + left * state[NOW];
    for (int j = 0; j < state.length; j++) {
      covariance[NOW][j] = (1 - left) * covariance[LEVEL][j] + left * covariance[NOW][j];
    }
    for (double[] row : covariance) {
      row[NOW] = (1 - left) * row[LEVEL] + left * row[NOW];
    }
    covariance[NOW][NOW] += prior.innovations(ahead);
    now = time;
  }

  private double ahead(Instant time) {
    return Math.max(0, (double) Duration.between(now, time).toMillis() / period.toMillis());
  }

  private double[] design(Map<String, AttributeValue> attributes) {
    var design = new double[state.length];
    design[NOW] = 1;
    var levels = scheme.levelsOf(attributes);
    var isHeld = new boolean[scheme.size()];
    for (int i = 0; i < levels.size() && levels.column(i) < scheme.columns(); i++) {
      design[WEIGHTS + levels.column(i)] = 1;
      isHeld[scheme.attributeOf(levels.column(i))] = true;
    }
    for (int a = 0; a < isHeld.length; a++) {
      boolean hasNoTag =
          scheme.reading(a) instanceof Reading.Tagged && !levels.has(scheme.columns() + a);
      for (int l = 0; !isHeld[a] && !hasNoTag && l < scheme.levels(a); l++) {
        int column = scheme.offset(a) + l;
        design[WEIGHTS + column] = unknowns.share(column); // unknown or never seen: the average
      }
    }
    return design;
  }
}
