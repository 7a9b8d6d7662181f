package dev.lodestar.backtest;

import dev.lodestar.backtest.peers.BaseRate;
import dev.lodestar.backtest.peers.BoostedTrees;
import dev.lodestar.backtest.peers.FollowTheLeader;
import dev.lodestar.backtest.peers.OdooNaiveBayes;
import dev.lodestar.backtest.peers.Ridge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The field that Lodestar runs against.
final class Peers {

  private static final List<Double> LEARNING_RATES = List.of(0.01, 0.03, 0.1, 0.3, 1.0);
  private static final int RECENT = 500;

  private Peers() {}

  static List<Contender> of(History history) {
    var peers = new ArrayList<Contender>();
    peers.add(BaseRate.ofAll());
    peers.add(BaseRate.ofLast(RECENT));
    peers.add(new OdooNaiveBayes());
    peers.add(new Ridge(history.columns()));
    peers.add(new BoostedTrees());
    for (double rate : LEARNING_RATES) {
      peers.add(new FollowTheLeader(history.columns(), rate));
    }
    return peers;
  }

  /// Of the learning rates only the best in hindsight stays: the strongest form of that rival.
  static List<Scorecard> bestOfEachKind(List<Scorecard> cards) {
    var best =
        cards.stream()
            .filter(card -> card.contender().startsWith(FollowTheLeader.NAME))
            .min(Comparator.comparingDouble(Scorecard::logLoss));
    return cards.stream()
        .filter(card ->
            !card.contender().startsWith(FollowTheLeader.NAME)
                || best.filter(card::equals).isPresent())
        .toList();
  }
}
