package dev.lodestar.core.evidence;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Numbers that people call round: 1, 2 or 5 times a power of ten.
final class RoundNumbers {

  static final int[] DIGITS = {1, 2, 5};

  private RoundNumbers() {}

  /// Bounds of a range on the scale 1–2–5 around each of some numbers.
  static List<Double> around(Iterable<Double> numbers) {
    var bounds = new TreeSet<Double>();
    for (double number : numbers) {
      double size = Math.abs(number);
      if (size == 0) {
        bounds.add(1.0);
        continue;
      }
      int exponent = exponentOf(size);
      double below = 0;
      double above = Double.POSITIVE_INFINITY;
      for (int e = exponent - 1; e <= exponent + 1; e++) {
        for (int digit : DIGITS) {
          double round = round(digit, e);
          below = round <= size ? Math.max(below, round) : below;
          above = round > size ? Math.min(above, round) : above;
        }
      }
      bounds.add(number > 0 ? below : -above);
      bounds.add(number > 0 ? above : -below);
    }
    return List.copyOf(bounds);
  }

  static void addBetween(Set<Double> bounds, double from, double to, int digits, int sign) {
    if (from <= 0 || to <= from) {
      return;
    }
    for (int e = exponentOf(from) - 1; e <= exponentOf(to) + 1; e++) {
      for (int i = 0; i < DIGITS.length; i++) {
        boolean chosen = i == 0 || digits == DIGITS.length || (digits == 2 && i == 2);
        double bound = round(DIGITS[i], e);
        if (chosen && bound > from && bound <= to && bounds.size() <= RoundCuts.MAX_LEVELS) {
          bounds.add(sign * bound);
        }
      }
    }
  }

  static double atMost(double positive) {
    double found = 0;
    int exponent = exponentOf(positive);
    for (int e = exponent - 1; e <= exponent + 1; e++) {
      for (int digit : DIGITS) {
        double round = round(digit, e);
        found = round <= positive ? Math.max(found, round) : found;
      }
    }
    return found;
  }

  static int exponentOf(double positive) {
    return (int) Math.clamp(Math.floor(StrictMath.log10(positive)), -300, 300);
  }

  static double round(long digit, int exponent) {
    return BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent).doubleValue();
  }
}
