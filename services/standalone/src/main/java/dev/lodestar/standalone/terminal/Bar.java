package dev.lodestar.standalone.terminal;

/// A weight and its uncertainty drawn to either side of an axis: solid as far as it is sure, shaded
/// over its 95% interval.
///
/// ```
///            │████████░░░░     speaks for
///  ░░░░██████│                 speaks against
/// ```
///
/// @param half columns to either side of the axis
/// @param scale the log-odds at the end of either side
record Bar(int half, double scale) {

  static final double INTERVAL = 1.96;

  private static final char SURE = '█';
  private static final char MAYBE = '░';
  private static final char AXIS = '│';

  Bar {
    if (half < 1 || !(scale > 0)) {
      throw new IllegalArgumentException("no room to draw: " + half + ", " + scale);
    }
  }

  String of(double weight, double standardError) {
    var drawn = new StringBuilder(" ".repeat(2 * half + 1));
    drawn.setCharAt(half, AXIS);
    double low = weight - INTERVAL * standardError;
    double high = weight + INTERVAL * standardError;
    double sure = low > 0 ? low : Math.min(high, 0);
    fill(drawn, low, high, MAYBE);
    fill(drawn, Math.min(sure, 0), Math.max(sure, 0), SURE);
    return drawn.toString();
  }

  private void fill(StringBuilder drawn, double from, double to, char ink) {
    for (int column = 1; column <= half; column++) {
      double middle = (column - 0.5) / half * scale;
      if (from <= middle && middle <= to) {
        drawn.setCharAt(half + column, ink);
      }
      if (from <= -middle && -middle <= to) {
        drawn.setCharAt(half - column, ink);
      }
    }
  }
}
