package dev.lodestar.core.learner;

import java.util.ArrayDeque;
import java.util.Deque;

/// How a gradient has changed along the latest steps of a search, which tells more of the curvature
/// than is expected of it.
final class Secants {

  /*
   * The update of Broyden, Fletcher, Goldfarb and Shanno, from the oldest to the latest, of a curvature that is
   * computed anew at every step. Long steps, and those along which the curvature is out of proportion to the
   * one expected, were taken too far away to say anything of the place reached.
   */
  private static final int MOST = 6;
  private static final double NEAR = 1; // nats
  private static final double OUT_OF_PROPORTION = 10;

  private final Deque<Secant> latest = new ArrayDeque<>();
  private double[] place = {};
  private double[] gradientThere = {};
  private double promised;

  @SuppressWarnings("ArrayRecordComponent") // for arithmetic within the class: never compared
  private record Secant(double[] step, double[] fall) {}

  /// @param gradient of what is to be made greatest, there
  void arrived(double[] at, double[] gradient) {
    if (place.length > 0 && promised < NEAR) {
      latest.addLast(new Secant(less(at, place), less(gradientThere, gradient)));
    }
    if (latest.size() > MOST) {
      latest.removeFirst();
    }
    place = at.clone();
    gradientThere = gradient.clone();
  }

  /// @param promised rise of the step that is taken now
  void left(double promised) {
    this.promised = promised;
  }

  /// Corrects a curvature in place.
  ///
  /// @param fixed coordinates that do not move: their rows and columns stay as they are
  void correct(double[][] curvature, boolean[] fixed) {
    for (var secant : latest) {
      var step = without(secant.step, fixed);
      var fall = without(secant.fall, fixed);
      var expected = Matrices.product(curvature, step);
      double along = Matrices.dot(step, fall);
      double expectedAlong = Matrices.dot(step, expected);
      if (along * OUT_OF_PROPORTION > expectedAlong && along < expectedAlong * OUT_OF_PROPORTION) {
        for (int i = 0; i < step.length; i++) {
          for (int j = 0; j < step.length; j++) {
            curvature[i][j] +=
                fall[i] * fall[j] / along - expected[i] * expected[j] / expectedAlong;
          }
        }
      }
    }
  }

  private static double[] without(double[] vector, boolean[] fixed) {
    var rest = vector.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] = fixed[i] ? 0 : rest[i];
    }
    return rest;
  }

  private static double[] less(double[] vector, double[] other) {
    var less = vector.clone();
    for (int i = 0; i < less.length; i++) {
      less[i] -= other[i];
    }
    return less;
  }
}
