package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.Levels;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Posterior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One version of a profile, ready to tell the fit of any number of accounts.
///
/// Preparing costs as much as reading the covariance once; a fit costs the square of the number of
/// levels that the account holds, some microseconds. Immutable, so threads may share it.
public final class Fitting {

  private static final Comparator<Reason> STRONGEST_FIRST =
      Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.weight()))
          .thenComparing(Reason::attribute);

  private static final Comparator<AttributeWeights> MOST_IMPORTANT_FIRST =
      Comparator.comparingDouble((AttributeWeights weights) -> -weights.importance())
          .thenComparing(AttributeWeights::attribute);

  private final PreparedPosterior posterior;
  private final FitScale scale;

  public Fitting(Posterior posterior, FitScale scale) {
    this.posterior = new PreparedPosterior(posterior);
    this.scale = scale;
  }

  /// The fit of a single account. To score many, keep a [Fitting].
  public static Fit of(
      Posterior posterior, FitScale scale, Map<String, AttributeValue> attributes) {
    return new Fitting(posterior, scale).fit(attributes);
  }

  PreparedPosterior posterior() {
    return posterior;
  }

  List<AttributeWeights> attributes() {
    return posterior.attributes();
  }

  public FitScale scale() {
    return scale;
  }

  /// The probability alone: that of [#fit], without its reasons.
  public double probability(Map<String, AttributeValue> attributes) {
    return posterior.probability(attributes);
  }

  /// The probability of an observed combination of levels, under the scheme of the posterior.
  public double probability(Levels levels) {
    return posterior.probability(levels);
  }

  /// The same account with other values.
  WhatIf whatIf(Map<String, AttributeValue> attributes) {
    return new WhatIf(posterior, attributes);
  }

  /// The fit of an account with these attributes. A value that cannot be read as the profile reads
  /// the attribute counts as unknown.
  public Fit fit(Map<String, AttributeValue> attributes) {
    var reasons = new ArrayList<Reason>();
    var unknown = new ArrayList<AttributeWeights>();
    var held = posterior.held(attributes);
    for (int a = 0; a < held.length; a++) {
      var weights = posterior.attributes().get(a);
      var own = held[a];
      if (own != null) {
        reasons.add(reason(a, weights, attributes.get(weights.attribute()), own));
      } else if (!(weights.reading() instanceof Reading.Paired)) {
        unknown.add(weights);
      }
    }
    var sum = posterior.sum(held);
    double probability = sum.probability();
    reasons.sort(STRONGEST_FIRST);
    unknown.sort(MOST_IMPORTANT_FIRST);
    return new Fit(
        probability,
        scale.score(probability),
        scale.tier(probability),
        Millionths.toDouble(sum.millionths()),
        Millionths.rounded(Math.sqrt(sum.variance())),
        Millionths.toDouble(posterior.averageMillionths()),
        reasons,
        unknown.stream().map(AttributeWeights::attribute).toList());
  }

  private Reason reason(
      int attribute,
      AttributeWeights weights,
      @Nullable AttributeValue value,
      PreparedPosterior.Held held) {
    var labels = posterior.labels(attribute, held);
    return new Reason(
        weights.attribute(),
        labels.isEmpty() && value instanceof AttributeValue.Text(var text) && !held.isSeen()
            ? List.of(text)
            : labels,
        held.isSeen(),
        Millionths.toDouble(posterior.weightMillionths(held)),
        Millionths.rounded(Math.sqrt(posterior.variance(attribute, held))));
  }
}
