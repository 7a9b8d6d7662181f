package dev.lodestar.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A backtest as one page that needs nothing else.
final class HtmlReport {

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;max-width:1080px;margin:2rem auto;padding:0 1rem;color:#1f1f1f}
      table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
      th,td{padding:.35rem .6rem;text-align:right;border-bottom:1px solid #e3e3e3}
      th:first-child,td:first-child{text-align:left} tr.own{background:#eef4ff;font-weight:600}
      figure{margin:1.5rem 0 0} figcaption{font-weight:600;margin-bottom:.3rem}
      svg{width:100%;height:auto} svg text{font-size:11px;fill:#555} .grid{stroke:#e3e3e3}
      .legend span{margin-right:1rem;font-size:.85rem;white-space:nowrap}
      .legend i{display:inline-block;width:.8rem;height:.8rem;margin-right:.3rem;border-radius:2px}
      .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:1rem 2rem}
      .warning{background:#fff4e5;border-left:4px solid #b06000;padding:.5rem 1rem}
      """;

  private HtmlReport() {}

  static String of(BacktestReport report) {
    var page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<title>Lodestar backtest</title><style>").append(STYLE).append("</style></head>");
    page.append("<body><h1>Backtest: ").append(Html.escape(report.name())).append("</h1>");
    page.append(
        "<p>%,d closed deals from %s to %s, each predicted as of its opening and learned at its close;"
            .formatted(report.deals(), report.from(), report.to()));
    page.append(
        " refitted every %,d deals; the first %,d predictions are not graded.</p>"
            .formatted(report.every(), report.skipped()));
    for (String warning : report.warnings()) {
      page.append("<p class=\"warning\">").append(Html.escape(warning)).append("</p>");
    }
    page.append(table(report.cards())).append("<div class=\"charts\">");
    page.append(overTime(report).svg()).append(calibration(report).svg());
    page.append(lift(report).svg()).append(weights(report).svg());
    return page.append("</div></body></html>").toString();
  }

  private static String table(List<Scorecard> cards) {
    var rows = new StringBuilder("<table><thead><tr>");
    for (String head :
        List.of(
            "",
            "log-loss",
            "AUC",
            "log-loss at close",
            "Brier",
            "slope",
            "intercept",
            "lift A",
            "lift D",
            "wins in A",
            "seconds")) {
      rows.append("<th>").append(head).append("</th>");
    }
    rows.append("</tr></thead><tbody>");
    for (int i = 0; i < cards.size(); i++) {
      Scorecard card = cards.get(i);
      rows.append(i == 0 ? "<tr class=\"own\">" : "<tr>");
      rows.append(
          String.format(
              Locale.ROOT,
              "<td>%s</td><td>%.4f</td><td>%.3f</td><td>%.4f</td><td>%.4f</td><td>%.2f</td><td>%.2f</td>"
                  + "<td>%.2f</td><td>%.2f</td><td>%.0f%%</td><td>%.1f</td></tr>",
              Html.escape(card.contender()),
              card.logLoss(),
              card.auc(),
              card.atClose().logLoss(),
              card.brier(),
              card.calibrationSlope(),
              card.calibrationIntercept(),
              card.tiers().getFirst().lift(),
              card.tiers().getLast().lift(),
              100 * card.tiers().getFirst().shareOfGood(),
              card.took().toMillis() / 1e3));
    }
    return rows.append("</tbody></table>").toString();
  }

  private static Chart overTime(BacktestReport report) {
    var lines = new ArrayList<Chart.Line>();
    for (Scorecard card : report.cards()) {
      var points = new ArrayList<double[]>();
      for (int i = 0; i < card.overTime().size(); i++) {
        points.add(point(i, card.overTime().size(), card.overTime().get(i).logLoss()));
      }
      lines.add(new Chart.Line(card.contender(), points));
    }
    return Chart.fitting(
        "Log-loss over time (lower is better)", "", List.of(report.from(), report.to()), lines);
  }

  private static Chart calibration(BacktestReport report) {
    var lines = new ArrayList<Chart.Line>();
    for (Scorecard card : report.cards()) {
      lines.add(
          new Chart.Line(
              card.contender(),
              card.calibration().stream()
                  .map(bin -> new double[] {bin.predicted(), bin.observed()})
                  .toList()));
    }
    lines.add(new Chart.Line("perfect", List.of(new double[] {0, 0}, new double[] {1, 1})));
    return new Chart(
        "Calibration: observed good rate by prediction",
        "predicted",
        List.of("0", "1"),
        lines,
        0,
        1);
  }

  private static Chart lift(BacktestReport report) {
    var lines = new ArrayList<Chart.Line>();
    for (Scorecard card : report.cards()) {
      var points = new ArrayList<double[]>();
      for (int i = 0; i < card.tiers().size(); i++) {
        points.add(point(i, card.tiers().size(), card.tiers().get(i).lift()));
      }
      lines.add(new Chart.Line(card.contender(), points));
    }
    return Chart.fitting("Lift by tier", "", List.of("A", "D"), lines);
  }

  private static Chart weights(BacktestReport report) {
    var lines = new ArrayList<Chart.Line>();
    report
        .importances()
        .forEach((attribute, values) -> {
          var points = new ArrayList<double[]>();
          for (int i = 0; i < values.size(); i++) {
            points.add(point(i, values.size(), values.get(i)));
          }
          lines.add(new Chart.Line(attribute, points));
        });
    return Chart.fitting(
        "What matters, over time (log-odds)", "", List.of(report.from(), report.to()), lines);
  }

  private static double[] point(int i, int size, double y) {
    return new double[] {size < 2 ? 0 : (double) i / (size - 1), y};
  }
}
