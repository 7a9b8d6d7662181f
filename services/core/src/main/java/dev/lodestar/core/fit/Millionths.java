package dev.lodestar.core.fit;

/// Published numbers: whole millionths, so that sums of them are exact and the same on every
/// machine.
public final class Millionths {

  private static final double PER_ONE = 1e6;
  private static final double LIMIT = 9e9;

  private Millionths() {}

  /// The nearest whole number of millionths; of two, the even one.
  public static long of(double number) {
    if (!(Math.abs(number) <= LIMIT)) { // also rejects NaN
      throw new ArithmeticException("no number to publish: " + number);
    }
    return (long) Math.rint(number * PER_ONE);
  }

  /// The double that prints with at most six decimals.
  public static double toDouble(long millionths) {
    return millionths / PER_ONE;
  }

  /// The number with six decimals.
  public static double rounded(double number) {
    return toDouble(of(number));
  }
}
