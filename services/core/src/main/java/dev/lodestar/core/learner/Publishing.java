package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.PastDeal;
import dev.lodestar.core.evidence.Reading;
import java.util.ArrayList;
import java.util.List;

/// Turns a posterior into what a version publishes: weights compared with the average observed
/// deal, to six decimals.
final class Publishing {

  private final EvidenceTable table;
  private final Design design;
  private final Unknowns unknowns;
  private final Tuning.Tuned tuned;
  private final List<Relevance> relevances = new ArrayList<>();
  private final Blend blend;
  private final Outlook outlook;
  private final double ahead;
  private final Published published;

  Publishing(
      EvidenceTable table,
      Design design,
      Unknowns unknowns,
      List<Belief> beliefs,
      Tuning.Tuned tuned) {
    this.table = table;
    this.design = design;
    this.unknowns = unknowns;
    this.tuned = tuned;
    var best = Blend.of(tuned.mode());
    var doubts = new ArrayList<SpreadDoubt>();
    for (int a = 0; a < design.scheme.size(); a++) {
      doubts.add(judged(a, beliefs.get(a), best));
    }
    this.blend = best.doubting(design.scheme, doubts);
    this.outlook = Outlook.of(table, tuned.mode());
    this.ahead = table.sinceTheLastClose() + outlook.ahead();
    this.published =
        Published.of(design.scheme, unknowns, blend, tuned.mode().prior().baseline.forecast(ahead));
  }

  private SpreadDoubt judged(int attribute, Belief belief, Blend best) {
    var reading = design.scheme.reading(attribute);
    int offset = design.scheme.offset(attribute);
    int size = design.scheme.levels(attribute);
    var mode = java.util.Arrays.copyOfRange(best.weights(), offset, offset + size);
    var block = Matrices.block(best.covariance().weights(), offset, size);
    var evidence = BlockEvidence.of(tuned.mode().prior().blocks[attribute], mode, block);
    var relevance = Relevance.of(evidence, Prior.reference(reading, size));
    relevances.add(reading instanceof Reading.Paired ? relevance.ofMany(choices()) : relevance);
    return SpreadDoubt.of(evidence, spread -> Prior.block(reading, belief, spread), mode, block);
  }

  /// How many pairs there were to choose from.
  private int choices() {
    int attributes = design.scheme.size() - design.scheme.pairs().size();
    return attributes * (attributes - 1) / 2;
  }

  Posterior posterior() {
    return new Posterior(
        rounded(published.averageLogOdds()), attributes(), covariance(), baseline());
  }

  Following following() {
    return new Following(table, unknowns, blend, tuned.mode().prior().baseline, outlook);
  }

  private List<AttributeWeights> attributes() {
    var counted = new long[design.scheme.columns()];
    var good = new long[design.scheme.columns()];
    count(counted, good);
    var importance = Importance.of(design, unknowns, published.weights());
    var attributes = new ArrayList<AttributeWeights>();
    for (int a = 0; a < design.scheme.size(); a++) {
      var reading = design.scheme.reading(a);
      var levels = new ArrayList<LevelWeight>();
      for (int l = 0; l < design.scheme.levels(a); l++) {
        int column = design.scheme.offset(a) + l;
        levels.add(
            new LevelWeight(
                reading.labels().get(l),
                rounded(published.weights()[column]),
                rounded(Math.sqrt(published.covariance()[1 + column][1 + column])),
                rounded(unknowns.share(column)),
                counted[column],
                (double) good[column] / PastDeal.ONE));
      }
      var relevance = relevances.get(a);
      attributes.add(
          new AttributeWeights(
              design.scheme.attributes().get(a),
              reading,
              levels,
              rounded(tuned.spreads().attribute()[a]),
              rounded(relevance.pValue()),
              rounded(relevance.logBayesFactor()),
              rounded(importance[a])));
    }
    return attributes;
  }

  private void count(long[] counted, long[] good) {
    for (var combination : table.combinations()) {
      long deals = 0;
      long goodDeals = 0;
      for (var cell : combination.cells()) {
        deals += cell.deals();
        goodDeals += cell.goodMillionths();
      }
      for (int i = 0; i < combination.levels().size(); i++) {
        int column = combination.levels().column(i);
        if (column < counted.length) {
          counted[column] += deals;
          good[column] += goodDeals;
        }
      }
    }
  }

  private Covariance covariance() {
    int size = published.covariance().length;
    var millionths = new long[size * (size + 1) / 2];
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        millionths[next++] = (long) Math.rint(published.covariance()[i][j] * 1e6);
      }
    }
    return new Covariance(size, millionths);
  }

  private Baseline baseline() {
    var periods = new ArrayList<Baseline.Period>();
    for (int q = 0; q < table.periods().count(); q++) {
      periods.add(
          new Baseline.Period(
              table.periods().start(q),
              rounded(published.periodLogOdds()[q]),
              rounded(Math.sqrt(published.periodVariance()[q]))));
    }
    return new Baseline(
        rounded(tuned.spreads().drift()),
        rounded(tuned.spreads().persistence()),
        rounded(ahead),
        periods);
  }

  private static double rounded(double number) {
    return Math.rint(number * 1e6) / 1e6 + 0.0; // never -0.0
  }
}
