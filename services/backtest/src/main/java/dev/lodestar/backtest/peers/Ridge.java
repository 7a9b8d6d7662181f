package dev.lodestar.backtest.peers;

import dev.lodestar.backtest.Case;
import dev.lodestar.backtest.Contender;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/// Logistic regression with a fixed ridge penalty of 1 on every weight but the intercept, refitted
/// in full by Newton's method: what a data team would first try.
public final class Ridge implements Contender {

  private static final double PENALTY = 1;
  private static final int MAX_STEPS = 25;

  private final int columns;
  private final List<Case> deals = new ArrayList<>();
  private double[] weights;

  /// @param columns of the scheme, those of "unknown" included
  public Ridge(int columns) {
    this.columns = columns;
    this.weights = new double[columns + 1];
  }

  @Override
  public String name() {
    return "ridge logistic regression";
  }

  @Override
  public double predict(Case deal) {
    return sigmoid(eta(deal, weights));
  }

  @Override
  public void learn(Case deal) {
    deals.add(deal);
  }

  @Override
  public void refit() {
    for (int step = 0; step < MAX_STEPS; step++) {
      if (newtonStep() < 1e-6) {
        return;
      }
    }
  }

  private double newtonStep() {
    int size = columns + 1;
    var hessian = new DMatrixRMaj(size, size);
    var gradient = new DMatrixRMaj(size, 1);
    for (Case deal : deals) {
      double p = sigmoid(eta(deal, weights));
      double information = Math.max(p * (1 - p), 1e-9);
      int[] active = active(deal);
      for (int i : active) {
        gradient.add(i, 0, deal.desirability() - p);
        for (int j : active) {
          hessian.add(i, j, information);
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      hessian.add(i, i, PENALTY);
      gradient.add(i, 0, -PENALTY * weights[i]);
    }
    hessian.add(columns, columns, 1e-6); // an intercept of nothing but wins must stay finite
    var step = new DMatrixRMaj(size, 1);
    var solver = LinearSolverFactory_DDRM.chol(size);
    solver.setA(hessian);
    solver.solve(gradient, step);
    double largest = CommonOps_DDRM.elementMaxAbs(step);
    double damping = largest > 5 ? 5 / largest : 1;
    for (int i = 0; i < size; i++) {
      weights[i] += damping * step.get(i, 0);
    }
    return largest;
  }

  private int[] active(Case deal) {
    int[] active = new int[deal.levels().size() + 1];
    for (int i = 0; i < deal.levels().size(); i++) {
      active[i] = deal.levels().column(i);
    }
    active[active.length - 1] = columns;
    return active;
  }

  private double eta(Case deal, double[] w) {
    double eta = w[columns];
    for (int i = 0; i < deal.levels().size(); i++) {
      eta += w[deal.levels().column(i)];
    }
    return eta;
  }

  private static double sigmoid(double eta) {
    return 1 / (1 + StrictMath.exp(-eta));
  }
}
