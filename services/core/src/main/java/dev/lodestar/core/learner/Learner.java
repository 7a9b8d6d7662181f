package dev.lodestar.core.learner;

import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.EvidenceTable;
import java.util.List;
import java.util.stream.IntStream;

/// Infers weights from evidence: a hierarchical Bayesian logistic regression whose spreads the data
/// chooses.
public final class Learner {

  /// The length, in posterior standard deviations, of the Newton step that remains undone.
  static final double EXACT = 1e-10;

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
    var fit = TunedFit.of(table, hypotheses);
    for (int pairs = 0; pairs < MOST_PAIRS; pairs++) {
      var next = fit.withBestPair(hypotheses);
      if (next.isEmpty()) {
        break;
      }
      fit = next.get();
    }
    return fit.publishing();
  }

  /// A fit with its parts, before anything is rounded.
  record Fitted(Tuning.Tuned tuned, Published published) {}

  /// The fit under given spreads, whose own uncertainty is not considered.
  ///
  /// @param ahead how many periods after the last one the average is forecast for
  static Fitted fitted(
      EvidenceTable table, List<Hypothesis> hypotheses, Spreads spreads, double ahead) {
    var design = new Design(table);
    var unknowns = new Unknowns(design);
    var tuned = new Tuning(design, unknowns, beliefs(design, hypotheses)).under(spreads, EXACT);
    return new Fitted(
        tuned,
        Published.of(
            design.scheme,
            unknowns,
            Blend.of(tuned.mode()),
            tuned.mode().prior().baseline.forecast(ahead)));
  }

  static List<Belief> beliefs(Design design, List<Hypothesis> hypotheses) {
    double rate = design.baseRate();
    return IntStream.range(0, design.scheme.size())
        .mapToObj(a -> Belief.of(hypotheses, design.scheme, a, rate * (1 - rate)))
        .toList();
  }
}
