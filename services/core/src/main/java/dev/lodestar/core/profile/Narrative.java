package dev.lodestar.core.profile;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evaluation.Quality.TierQuality;
import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.learner.AttributeWeights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A profile as a paragraph that a salesperson can read.
///
/// The same profile gives the same bytes.
final class Narrative {

  private static final int MOST_NAMES = 5;
  private static final double NORMAL_95 = 1.959964;

  /// Chance alone hardly ever ranks so badly.
  private static final double WORSE_THAN_A_COIN = 0.4;

  private final ProfileDefinition definition;
  private final LearnedProfile learned;
  private boolean explained;

  private Narrative(ProfileDefinition definition, LearnedProfile learned) {
    this.definition = definition;
    this.learned = learned;
  }

  /// @param learned whose own narrative is not looked at
  static String of(ProfileDefinition definition, LearnedProfile learned) {
    return new Narrative(definition, learned).paragraph();
  }

  private String paragraph() {
    var sentences = new ArrayList<String>();
    sentences.add(evidence(learned.totals()));
    beliefs().ifPresent(sentences::add);
    if (learned.totals().observations() > 0) {
      sentences.add(
          "As things stand, the average deal turns out well with a chance of "
              + Words.percentOf(learned.posterior().averageLogOdds())
              + ".");
    }
    sentences.addAll(ideal());
    indifferent().ifPresent(sentences::add);
    if (learned.totals().observations() > 0) {
      sentences.add(memory());
    }
    quality(learned.quality()).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  private String evidence(EvidenceTotals totals) {
    if (totals.observations() == 0) {
      return "No deal has closed yet.";
    }
    return "Learned from "
        + Words.count(totals.observations(), "closed deal")
        + " until "
        + Words.date(learned.asOf())
        + ": "
        + Words.number(totals.won())
        + " won, "
        + Words.number(totals.lost())
        + " lost"
        + (totals.churned() > 0
            ? "; " + Words.number(totals.churned()) + " of the won left again."
            : ".");
  }

  private Optional<String> beliefs() {
    int beliefs = definition.hypotheses().size();
    if (beliefs == 0) {
      return Optional.empty();
    }
    String counted = beliefs == 1 ? "one hypothesis is" : beliefs + " hypotheses are";
    String shares =
        BeliefShares.of(definition.hypotheses(), learned).entrySet().stream()
            .map(share ->
                "of %s is %s belief and %s data"
                    .formatted(
                        share.getKey(),
                        Words.percent(share.getValue()),
                        Words.percent(1 - share.getValue())))
            .collect(Collectors.joining("; what is said "));
    return Optional.of(
        Words.capitalised(counted + " taken into account.")
            + (shares.isEmpty() ? "" : " What is said " + shares + "."));
  }

  private List<String> ideal() {
    var sentences = new ArrayList<String>();
    var speaksFor = learned.criteria().stream().filter(Criterion::positive).toList();
    var speaksAgainst =
        learned.criteria().stream()
            .filter(criterion -> !criterion.positive() && !isDisqualifier(criterion))
            .toList();
    if (learned.criteria().isEmpty()) {
      sentences.add(
          "No attribute sets won deals apart so far, so scores and tiers tell accounts hardly"
              + " apart.");
    }
    if (!speaksFor.isEmpty()) {
      sentences.add(
          "The ideal customer is a " + whom() + " with, most important first, " + all(speaksFor));
    }
    if (!speaksAgainst.isEmpty()) {
      sentences.add("Against a " + whom() + " speaks: " + all(speaksAgainst));
    }
    if (!learned.disqualifiers().isEmpty()) {
      sentences.add("Strongly against it: " + all(learned.disqualifiers()));
    }
    return sentences;
  }

  private boolean isDisqualifier(Criterion criterion) {
    return learned.disqualifiers().stream().anyMatch(d -> d.words().equals(criterion.words()));
  }

  private String whom() {
    return switch (definition.kind()) {
      case COMPANY -> "company";
      case PERSON -> "person";
    };
  }

  private String all(List<Criterion> criteria) {
    return String.join("; ", criteria.stream().map(this::one).toList()) + ".";
  }

  private String one(Criterion criterion) {
    String range =
        Words.times(criterion.weight() - NORMAL_95 * criterion.standardError())
            + " to "
            + Words.times(criterion.weight() + NORMAL_95 * criterion.standardError());
    String times = Words.times(criterion.weight());
    String bracket =
        explained
            ? times + " times, " + range
            : "odds " + times + " times the average, with 95% certainty " + range;
    explained = true;
    return plain(criterion) + " (" + bracket + ")";
  }

  private static String plain(Criterion criterion) {
    return criterion.positive() ? criterion.words() : criterion.words().substring("not: ".length());
  }

  private Optional<String> indifferent() {
    var mattering = new HashSet<String>();
    learned.criteria().forEach(criterion -> mattering.add(criterion.attribute()));
    learned.posterior().mattering().forEach(weights -> mattering.add(weights.attribute()));
    for (var pair : learned.posterior().scheme().pairs()) {
      if (mattering.contains(pair.name())) {
        mattering.addAll(List.of(pair.first(), pair.second())); // together
      }
    }
    var rest =
        learned.posterior().attributes().stream()
            .filter(weights -> !(weights.reading() instanceof Reading.Paired))
            .map(AttributeWeights::attribute)
            .filter(attribute -> !mattering.contains(attribute))
            .map(Words::attribute)
            .toList();
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of("No difference is proven for " + Words.few(rest, MOST_NAMES) + ".");
  }

  private String memory() {
    return learned
        .halfLife()
        .map(halfLife ->
            "A deal counts half after "
                + Words.duration(halfLife)
                + ", so that all of them together count as much as "
                + Words.count(Math.round(learned.totals().effectiveSize()), "recent deal")
                + ".")
        .orElse("Every deal counts the same, however old.");
  }

  private static Optional<String> quality(Quality quality) {
    if (quality.graded() == 0) {
      return Optional.empty();
    }
    String verdict =
        quality.logLoss() < quality.baseRateLogLoss()
            ? " (log-loss %s, against %s for the base rate alone)"
            : " (log-loss %s, no better than %s for the base rate alone)";
    String graded =
        "Put to the test on "
            + Words.count(quality.graded(), "deal")
            + " before the outcome was known, it ranked a good deal above a bad one "
            + Words.percent(quality.auc())
            + " of the time"
            + (quality.auc() < WORSE_THAN_A_COIN
                ? ", worse than a coin: what makes deals turn out badly became known only after these"
                    + " were opened, as churn does, or has changed since"
                : "")
            + verdict.formatted(
                Words.decimal(quality.logLoss(), 3), Words.decimal(quality.baseRateLogLoss(), 3));
    return Optional.of(graded + tiers(quality) + ".");
  }

  private static String tiers(Quality quality) {
    return rate(quality, Tier.A)
        .flatMap(a ->
            rate(quality, Tier.D)
                .map(d -> "; tier A turned out well in " + a + " of cases, tier D in " + d))
        .orElse("");
  }

  private static Optional<String> rate(Quality quality, Tier tier) {
    return quality.tiers().stream()
        .filter(t -> t.tier() == tier && t.share() > 0)
        .map(TierQuality::goodRate)
        .map(Words::percent)
        .findFirst();
  }
}
