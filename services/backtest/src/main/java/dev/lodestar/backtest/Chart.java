package dev.lodestar.backtest;

import java.util.List;
import java.util.Locale;

/// A line chart as SVG, with axes, a legend and nothing to load.
///
/// @param xLabels written below the left and the right end
record Chart(
    String title, String yTitle, List<String> xLabels, List<Line> lines, double yMin, double yMax) {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 52;
  private static final int RIGHT = 12;
  private static final int TOP = 14;
  private static final int BOTTOM = 28;
  private static final List<String> COLOURS =
      List.of(
          "#0b57d0", "#8a8a8a", "#b0b0b0", "#b06000", "#188038", "#9334e6", "#d01884", "#00838f");

  /// Points in [0, 1] on x and in the chart's range on y; the first line is drawn strongest.
  record Line(String name, List<double[]> points) {}

  /// A chart whose range just holds all points.
  static Chart fitting(String title, String yTitle, List<String> xLabels, List<Line> lines) {
    var ys =
        lines.stream().flatMap(l -> l.points().stream()).mapToDouble(p -> p[1]).summaryStatistics();
    double margin = ys.getCount() == 0 ? 1 : Math.max(1e-3, 0.05 * (ys.getMax() - ys.getMin()));
    return ys.getCount() == 0
        ? new Chart(title, yTitle, xLabels, lines, 0, 1)
        : new Chart(title, yTitle, xLabels, lines, ys.getMin() - margin, ys.getMax() + margin);
  }

  String svg() {
    var svg = new StringBuilder();
    svg.append("<figure><figcaption>").append(Html.escape(title)).append("</figcaption>");
    svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\">".formatted(WIDTH, HEIGHT));
    for (int tick = 0; tick <= 4; tick++) {
      double value = yMin + (yMax - yMin) * tick / 4;
      double y = y(value);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT,
              WIDTH - RIGHT,
              y,
              y));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3f</text>",
              LEFT - 6,
              y + 4,
              value));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\">%s</text>",
            LEFT,
            HEIGHT - 8,
            Html.escape(xLabels.getFirst())));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            WIDTH - RIGHT,
            HEIGHT - 8,
            Html.escape(xLabels.getLast())));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
            (WIDTH + LEFT) / 2,
            HEIGHT - 8,
            Html.escape(yTitle)));
    for (int i = lines.size() - 1; i >= 0; i--) {
      svg.append(polyline(lines.get(i), COLOURS.get(i % COLOURS.size()), i == 0 ? 3 : 1.5));
    }
    svg.append("</svg><div class=\"legend\">");
    for (int i = 0; i < lines.size(); i++) {
      svg.append(
          "<span><i style=\"background:%s\"></i>%s</span>"
              .formatted(COLOURS.get(i % COLOURS.size()), Html.escape(lines.get(i).name())));
    }
    return svg.append("</div></figure>").toString();
  }

  private String polyline(Line line, String colour, double width) {
    var points = new StringBuilder();
    for (double[] point : line.points()) {
      double x = LEFT + point[0] * (WIDTH - LEFT - RIGHT);
      points.append(
          String.format(Locale.ROOT, "%.1f,%.1f ", x, y(Math.clamp(point[1], yMin, yMax))));
    }
    return String.format(
        Locale.ROOT,
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" points=\"%s\"/>",
        colour,
        width,
        points);
  }

  private double y(double value) {
    return TOP + (yMax - value) / (yMax - yMin) * (HEIGHT - TOP - BOTTOM);
  }
}
