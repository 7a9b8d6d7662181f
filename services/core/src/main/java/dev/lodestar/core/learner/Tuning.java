package dev.lodestar.core.learner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The search for the spreads under which the evidence is most probable (empirical Bayes).
final class Tuning {

  /*
   * Fisher scoring on the marginal likelihood times a weak prior, corrected by the steps already taken (see
   * Secants), within bounds: coordinates that sit on a bound and want to go beyond it are left out of the step.
   * A step that does not improve is damped (Levenberg–Marquardt). From a fixed start in a fixed order, so that the same evidence gives the same bits.
   */
  private static final int MAX_STEPS = 60;
  private static final double ENOUGH = 1e-9;
  private static final double MODE_TOLERANCE = 1e-7;
  private static final double LONGEST = 3;

  private final Design design;
  private final Unknowns unknowns;
  private final List<Belief> beliefs;
  private final List<Scale> scales;

  Tuning(Design design, Unknowns unknowns, List<Belief> beliefs) {
    this.design = design;
    this.unknowns = unknowns;
    this.beliefs = beliefs;
    this.scales = new ArrayList<>(Collections.nCopies(design.scheme.size(), SpreadScale.ATTRIBUTE));
    this.scales.add(SpreadScale.DRIFT);
    this.scales.add(new PersistenceScale(design.weeks));
  }

  Scale scale(int coordinate) {
    return scales.get(coordinate);
  }

  /// The best spreads, with the mode under them.
  Tuned tuned(Tuned from) {
    var at = evaluated(coordinates(from.spreads()), from.mode());
    var secants = new Secants();
    double damping = 1e-3;
    for (int step = 0; step < MAX_STEPS; step++) {
      var slopes = MarginalLikelihood.at(design, unknowns, at.tuned.mode());
      var gradient = new double[at.coordinates.length];
      var curvature = curvature(at, slopes, gradient);
      var stuck = stuck(at, gradient);
      fix(stuck, curvature);
      secants.arrived(at.coordinates, gradient);
      secants.correct(curvature, stuck);
      boolean improved = false;
      while (!improved && damping < 1e8) {
        var direction = direction(at, gradient, curvature, stuck, damping);
        double promised = Matrices.dot(direction, gradient) / 2;
        if (promised < ENOUGH) {
          return at.tuned;
        }
        var next = evaluated(moved(at.coordinates, direction), at.tuned.mode());
        improved = next.value > at.value;
        if (improved) {
          secants.left(promised);
          at = next;
          damping = Math.max(1e-6, damping / 10);
        } else {
          damping = Math.max(1e-2, damping) * 10;
        }
      }
      if (!improved) {
        return at.tuned;
      }
    }
    return at.tuned;
  }

  /// The mode under given spreads, as a place to search from.
  Tuned under(Spreads spreads, double tolerance) {
    var prior = new Prior(design.scheme, beliefs, design.periods, spreads);
    double base = StrictMath.log(design.baseRate() / (1 - design.baseRate()));
    var baseline = new double[design.periods];
    java.util.Arrays.fill(baseline, design.totalDeals > 0 ? base : 0);
    var start = Likelihood.at(design, unknowns, baseline, prior.mean());
    return new Tuned(spreads, Mode.find(design, unknowns, prior, start, tolerance));
  }

  /// The mode under the same spreads, as exact as arithmetic allows.
  Tuned polished(Tuned tuned, double tolerance) {
    var mode = tuned.mode();
    return new Tuned(
        tuned.spreads(), Mode.find(design, unknowns, mode.prior(), mode.likelihood(), tolerance));
  }

  /// Logarithm of the marginal likelihood times the prior of the spreads.
  double value(Tuned tuned) {
    var numbers = tuned.spreads().numbers();
    double logPrior = 0;
    for (int i = 0; i < numbers.length; i++) {
      logPrior += scales.get(i).logPrior(numbers[i]);
    }
    return MarginalLikelihood.valueAt(tuned.mode()) + logPrior;
  }

  /// @param spreads chosen
  /// @param mode under them
  record Tuned(Spreads spreads, Mode mode) {}

  @SuppressWarnings("ArrayRecordComponent") // for arithmetic within the class: never compared
  private record Point(double[] coordinates, Tuned tuned, double value) {}

  private Point evaluated(double[] coordinates, Mode near) {
    var numbers = new double[coordinates.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = scales.get(i).toNumber(coordinates[i]);
    }
    var spreads = Spreads.of(numbers);
    var prior = new Prior(design.scheme, beliefs, design.periods, spreads);
    var mode = Mode.find(design, unknowns, prior, near.likelihood(), MODE_TOLERANCE);
    var tuned = new Tuned(spreads, mode);
    return new Point(coordinates, tuned, value(tuned));
  }

  private double[] coordinates(Spreads spreads) {
    var coordinates = spreads.numbers();
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = scales.get(i).toCoordinate(coordinates[i]);
    }
    return coordinates;
  }

  /// Fills the gradient by coordinate and returns the expected curvature by coordinate.
  private double[][] curvature(Point at, MarginalLikelihood slopes, double[] gradient) {
    int size = gradient.length;
    var jacobian = new double[size];
    var curvature = Matrices.copy(slopes.curvature());
    var numbers = at.tuned.spreads().numbers();
    for (int i = 0; i < size; i++) {
      var scale = scales.get(i);
      jacobian[i] = scale.slope(numbers[i]);
      gradient[i] = jacobian[i] * (slopes.gradient()[i] + scale.logPriorSlope(numbers[i]));
      curvature[i][i] += scale.logPriorCurvature(numbers[i]);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        curvature[i][j] *= jacobian[i] * jacobian[j];
      }
    }
    return curvature;
  }

  /// The coordinates that sit on a bound and want to go beyond it.
  private boolean[] stuck(Point at, double[] gradient) {
    var stuck = new boolean[gradient.length];
    for (int i = 0; i < stuck.length; i++) {
      double x = at.coordinates[i];
      stuck[i] =
          (x <= scales.get(i).least() && gradient[i] <= 0)
              || (x >= scales.get(i).most() && gradient[i] >= 0);
    }
    return stuck;
  }

  private static void fix(boolean[] stuck, double[][] curvature) {
    for (int i = 0; i < stuck.length; i++) {
      if (stuck[i]) {
        for (int j = 0; j < stuck.length; j++) {
          curvature[i][j] = 0;
          curvature[j][i] = 0;
        }
        curvature[i][i] = 1;
      }
    }
  }

  private double[] direction(
      Point at, double[] gradient, double[][] curvature, boolean[] stuck, double damping) {
    int size = gradient.length;
    var damped = Matrices.copy(curvature);
    var right = gradient.clone();
    for (int i = 0; i < size; i++) {
      if (stuck[i]) {
        right[i] = 0;
      } else {
        damped[i][i] += damping * (damped[i][i] + 1e-3) + 1e-6;
      }
    }
    var direction = new SymmetricFactor(damped).solve(right);
    for (int i = 0; i < size; i++) {
      double x = at.coordinates[i];
      double to =
          Math.clamp(
              x + Math.clamp(direction[i], -LONGEST, LONGEST),
              scales.get(i).least(),
              scales.get(i).most());
      direction[i] = to - x;
    }
    return direction;
  }

  private static double[] moved(double[] coordinates, double[] direction) {
    var moved = coordinates.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += direction[i];
    }
    return moved;
  }
}
