package dev.lodestar.backtest.peers;

import dev.lodestar.backtest.Case;
import dev.lodestar.backtest.Contender;
import java.util.ArrayDeque;
import java.util.Deque;

/// The mean desirability of all deals so far, or of the last few; started at one good and one bad
/// deal.
public final class BaseRate implements Contender {

  private final String name;
  private final int window;
  private final Deque<Double> recent = new ArrayDeque<>();
  private double good;

  private BaseRate(String name, int window) {
    this.name = name;
    this.window = window;
  }

  public static BaseRate ofAll() {
    return new BaseRate("base rate", Integer.MAX_VALUE);
  }

  public static BaseRate ofLast(int deals) {
    return new BaseRate("base rate of the last " + deals, deals);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double predict(Case deal) {
    return (good + 1) / (recent.size() + 2);
  }

  @Override
  public void learn(Case deal) {
    recent.addLast(deal.desirability());
    good += deal.desirability();
    if (recent.size() > window) {
      good -= recent.removeFirst();
    }
  }
}
