package dev.lodestar.backtest.peers;

import dev.lodestar.backtest.Case;
import dev.lodestar.backtest.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/// Gradient-boosted trees (XGBoost), trained anew at every refit.
public final class BoostedTrees implements Contender {

  private static final int ROUNDS = 100;
  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "objective", "binary:logistic",
          "eta", 0.1,
          "max_depth", 4,
          "min_child_weight", 5,
          "subsample", 0.8,
          "seed", 1,
          "nthread", 1,
          "verbosity", 0);

  private final List<Case> deals = new ArrayList<>();
  private @Nullable Booster booster;

  @Override
  public String name() {
    return "boosted trees (XGBoost)";
  }

  @Override
  public double predict(Case deal) {
    if (booster == null) {
      return 0.5;
    }
    try {
      float[] row = deal.features().values();
      var matrix = new DMatrix(row, 1, row.length, Float.NaN);
      try {
        return Math.clamp(booster.predict(matrix)[0][0], 1e-6, 1 - 1e-6);
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost did not predict", e);
    }
  }

  @Override
  public void learn(Case deal) {
    deals.add(deal);
  }

  @Override
  public void refit() {
    if (deals.isEmpty()) {
      return;
    }
    int width = deals.getFirst().features().values().length;
    var rows = new float[deals.size() * width];
    var labels = new float[deals.size()];
    for (int i = 0; i < deals.size(); i++) {
      System.arraycopy(deals.get(i).features().values(), 0, rows, i * width, width);
      labels[i] = (float) deals.get(i).desirability();
    }
    try {
      var matrix = new DMatrix(rows, deals.size(), width, Float.NaN);
      try {
        matrix.setLabel(labels);
        var trained = XGBoost.train(matrix, PARAMETERS, ROUNDS, new TreeMap<>(), null, null);
        if (booster != null) {
          booster.dispose();
        }
        booster = trained;
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost did not learn", e);
    }
  }
}
