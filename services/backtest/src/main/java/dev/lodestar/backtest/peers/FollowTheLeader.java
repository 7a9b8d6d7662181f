package dev.lodestar.backtest.peers;

import dev.lodestar.backtest.Case;
import dev.lodestar.backtest.Contender;

/// Logistic regression updated at every event by per-coordinate FTRL-Proximal (McMahan et al.,
/// 2013), without L1.
public final class FollowTheLeader implements Contender {

  public static final String NAME = "FTRL";

  private static final double BETA = 1;
  private static final double L2 = 1;

  private final double learningRate;
  private final double[] z;
  private final double[] squares;

  /// @param columns of the scheme, those of "unknown" included
  public FollowTheLeader(int columns, double learningRate) {
    this.learningRate = learningRate;
    this.z = new double[columns + 1]; // the last is the intercept
    this.squares = new double[columns + 1];
  }

  @Override
  public String name() {
    return NAME + ", rate " + learningRate;
  }

  @Override
  public double predict(Case deal) {
    double eta = weight(z.length - 1);
    for (int i = 0; i < deal.levels().size(); i++) {
      eta += weight(deal.levels().column(i));
    }
    return 1 / (1 + StrictMath.exp(-eta));
  }

  @Override
  public void learn(Case deal) {
    double gradient = predict(deal) - deal.desirability();
    update(z.length - 1, gradient);
    for (int i = 0; i < deal.levels().size(); i++) {
      update(deal.levels().column(i), gradient);
    }
  }

  private double weight(int column) {
    return -z[column] / ((BETA + Math.sqrt(squares[column])) / learningRate + L2);
  }

  private void update(int column, double gradient) {
    double before = weight(column);
    double grown = squares[column] + gradient * gradient;
    double sigma = (Math.sqrt(grown) - Math.sqrt(squares[column])) / learningRate;
    z[column] += gradient - sigma * before;
    squares[column] = grown;
  }
}
