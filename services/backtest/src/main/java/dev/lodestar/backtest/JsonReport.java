package dev.lodestar.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A backtest as JSON, with keys that stay.
final class JsonReport {

  private JsonReport() {}

  static String of(BacktestReport report) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", report.name());
    json.put("deals", report.deals());
    json.put("from", report.from());
    json.put("to", report.to());
    json.put("every", report.every());
    json.put("skipped", report.skipped());
    json.put("warnings", report.warnings());
    json.put("contenders", report.cards().stream().map(JsonReport::card).toList());
    json.put("importances", report.importances());
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and numbers are JSON", e);
    }
  }

  private static Map<String, Object> card(Scorecard card) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", card.contender());
    json.put("graded", card.graded());
    json.put("logLoss", card.logLoss());
    json.put("auc", card.auc());
    json.put("brier", card.brier());
    json.put("calibrationSlope", card.calibrationSlope());
    json.put("calibrationIntercept", card.calibrationIntercept());
    json.put(
        "atClose",
        Map.of(
            "graded", card.atClose().graded(),
            "logLoss", card.atClose().logLoss(),
            "auc", card.atClose().auc(),
            "brier", card.atClose().brier()));
    json.put("seconds", card.took().toMillis() / 1e3);
    json.put(
        "tiers",
        card.tiers().stream()
            .map(t ->
                Map.of(
                    "tier", t.name(),
                    "deals", t.deals(),
                    "goodRate", t.goodRate(),
                    "lift", t.lift(),
                    "shareOfGood", t.shareOfGood()))
            .toList());
    json.put(
        "calibration",
        card.calibration().stream()
            .map(b ->
                Map.of("deals", b.deals(), "predicted", b.predicted(), "observed", b.observed()))
            .toList());
    json.put(
        "overTime",
        card.overTime().stream().map(s -> List.of(s.until().toString(), s.logLoss())).toList());
    return json;
  }
}
