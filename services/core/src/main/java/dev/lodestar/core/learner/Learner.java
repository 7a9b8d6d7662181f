package dev.lodestar.core.learner;

import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Infers weights from evidence: a hierarchical Bayesian logistic regression whose spreads the data
/// chooses.
public final class Learner {

  /// The length, in posterior standard deviations, of the Newton step that remains undone.
  private static final double EXACT = 1e-10;

  private static final int MOST_PAIRS = 3;

  private Learner() {}

  /// The canonical fit: a pure function of the definition and the observations held.
  public static Posterior fit(Evidence evidence) {
    return fit(evidence.table(), evidence.definition().hypotheses());
  }

  public static Posterior fit(EvidenceTable table, List<Hypothesis> hypotheses) {
    return publishing(table, hypotheses).posterior();
  }

  /// The canonical fit, and what follows it until the next.
  public static Learned learn(EvidenceTable table, List<Hypothesis> hypotheses) {
    var publishing = publishing(table, hypotheses);
    return new Learned(publishing.posterior(), publishing.following());
  }

  /// A fit and what follows it.
  public record Learned(Posterior posterior, Following following) {}

  private static Publishing publishing(EvidenceTable table, List<Hypothesis> hypotheses) {
    var fit = Fit.of(table, hypotheses);
    for (int pairs = 0; pairs < MOST_PAIRS; pairs++) {
      var next = fit.withBestPair(hypotheses);
      if (next.isEmpty()) {
        break;
      }
      fit = next.get();
    }
    return fit.publishing();
  }

  /// A fit under the best spreads, before anything is made of it.
  ///
  /// @param value logarithm of the marginal likelihood times the prior of the spreads
  private record Fit(
      EvidenceTable table,
      Design design,
      Unknowns unknowns,
      List<Belief> beliefs,
      Tuning.Tuned tuned,
      double value) {

    static Fit of(EvidenceTable table, List<Hypothesis> hypotheses) {
      var design = new Design(table);
      var unknowns = new Unknowns(design);
      var beliefs = Learner.beliefs(design, hypotheses);
      var tuning = new Tuning(design, unknowns, beliefs);
      var tuned = tuning.under(Spreads.start(design.scheme.size()), EXACT);
      if (design.totalDeals > 0) {
        tuned = tuning.polished(tuning.tuned(tuned), EXACT);
      }
      return new Fit(table, design, unknowns, beliefs, tuned, tuning.value(tuned));
    }

    /// The same with the pair that explains the evidence best, if it does so by its margin.
    Optional<Fit> withBestPair(List<Hypothesis> hypotheses) {
      return new PairSearch(table, design, unknowns, tuned)
          .best()
          .flatMap(candidate -> {
            var pairs = new ArrayList<>(table.scheme().pairs());
            pairs.add(candidate.pair());
            pairs.sort(Comparator.comparing(Reading.Paired::name));
            var with = Fit.of(table.paired(pairs), hypotheses);
            return with.value - value > candidate.margin() ? Optional.of(with) : Optional.empty();
          });
    }

    Publishing publishing() {
      return new Publishing(table, design, unknowns, beliefs, tuned);
    }
  }

  /// A fit with its parts, before anything is rounded.
  record Fitted(Tuning.Tuned tuned, Published published) {}

  /// The fit under given spreads, whose own uncertainty is not considered.
  static Fitted fitted(EvidenceTable table, List<Hypothesis> hypotheses, Spreads spreads) {
    var design = new Design(table);
    var unknowns = new Unknowns(design);
    var tuned = new Tuning(design, unknowns, beliefs(design, hypotheses)).under(spreads, EXACT);
    return new Fitted(
        tuned,
        Published.of(
            design.scheme,
            unknowns,
            Blend.of(tuned.mode()),
            tuned.mode().prior().baseline.forecast(design.horizon)));
  }

  private static List<Belief> beliefs(Design design, List<Hypothesis> hypotheses) {
    double rate = design.baseRate();
    return IntStream.range(0, design.scheme.size())
        .mapToObj(a -> Belief.of(hypotheses, design.scheme, a, rate * (1 - rate)))
        .toList();
  }
}
