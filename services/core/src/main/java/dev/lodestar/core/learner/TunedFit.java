package dev.lodestar.core.learner;

import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A fit under the best spreads, before anything is made of it.
///
/// @param value logarithm of the marginal likelihood times the prior of the spreads
record TunedFit(
    EvidenceTable table,
    Design design,
    Unknowns unknowns,
    List<Belief> beliefs,
    Tuning.Tuned tuned,
    double value) {

  static TunedFit of(EvidenceTable table, List<Hypothesis> hypotheses) {
    var design = new Design(table);
    var unknowns = new Unknowns(design);
    var beliefs = Learner.beliefs(design, hypotheses);
    var tuning = new Tuning(design, unknowns, beliefs);
    var tuned = tuning.under(Spreads.start(design.scheme.size()), Learner.EXACT);
    if (design.totalDeals > 0) {
      tuned = tuning.polished(tuning.tuned(tuned), Learner.EXACT);
    }
    return new TunedFit(table, design, unknowns, beliefs, tuned, tuning.value(tuned));
  }

  /// The same with the pair that explains the evidence best, if it does so by its margin.
  Optional<TunedFit> withBestPair(List<Hypothesis> hypotheses) {
    return new PairSearch(table, design, unknowns, tuned)
        .best()
        .flatMap(candidate -> {
          var pairs = new ArrayList<>(table.scheme().pairs());
          pairs.add(candidate.pair());
          pairs.sort(Comparator.comparing(Reading.Paired::name));
          var with = TunedFit.of(table.paired(pairs), hypotheses);
          return with.value - value > candidate.margin() ? Optional.of(with) : Optional.empty();
        });
  }

  Publishing publishing() {
    return new Publishing(table, design, unknowns, beliefs, tuned);
  }
}
