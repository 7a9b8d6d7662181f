package dev.lodestar.backtest;

/// A way of predicting how deals turn out, learning from each as it closes.
public interface Contender {

  String name();

  /// The probability of a good outcome, in (0, 1), from what has been learned so far.
  double predict(Case deal);

  /// The same for a deal that closes now: what is known of it is what was known at its opening, and
  /// everything else is known up to its close.
  default double predictAtClose(Case deal) {
    return predict(deal);
  }

  /// Takes note of how a deal turned out.
  void learn(Case deal);

  /// The time to do the expensive part of learning, called at the cadence of the replay.
  default void refit() {}
}
