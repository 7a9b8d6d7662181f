package dev.lodestar.core.comparison;

import dev.lodestar.core.comparison.Comparison.Lead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says which candidate is better, or why that cannot be said.
final class Verdicts {

  /// How probable it must be that one is better.
  static final double SURE = 0.95;

  /// With fewer closed deals a candidate is not compared: intervals are then too narrow to be
  /// trusted, since nobody knows how the deals not seen yet are spread.
  static final int LEAST_DEALS = 30;

  /// Likewise of the deals won, whose amounts and customers the value rests on.
  static final int LEAST_WON = 10;

  /// Beyond so many times the deals there are, more of them are no plan.
  private static final double HOPELESS = 20;

  /// The standard errors from 0 at which one is better with a probability of [#SURE], and those
  /// within a 95% interval.
  private static final double SURE_ERRORS = 1.645;

  private static final double INTERVAL_ERRORS = 3.92;

  private Verdicts() {}

  static Verdict of(List<Candidate> candidates, List<Lead> leads, Unit unit) {
    var lacking = candidates.stream().flatMap(c -> lack(c, unit).stream()).toList();
    if (!lacking.isEmpty()) {
      return new Verdict(
          Verdict.Kind.TOO_FEW,
          Optional.empty(),
          "Too early to tell: " + String.join("; ", lacking) + ".");
    }
    Lead closest = closestOfBest(candidates, leads);
    return closest.probability() >= SURE
        ? new Verdict(
            Verdict.Kind.DECIDED, Optional.of(closest.better()), decided(closest, leads, unit))
        : new Verdict(Verdict.Kind.UNDECIDED, Optional.empty(), undecided(closest, candidates));
  }

  /// The lead of the one that brings most over the one that comes closest to it.
  private static Lead closestOfBest(List<Candidate> candidates, List<Lead> leads) {
    record Standing(Lead closest, double probability) {}
    return candidates.stream()
        .map(candidate ->
            leads.stream()
                .filter(lead -> concerns(lead, candidate))
                .map(lead -> new Standing(lead, probability(lead, candidate)))
                .min(Comparator.comparingDouble(Standing::probability))
                .orElseThrow())
        .max(Comparator.comparingDouble(Standing::probability))
        .orElseThrow()
        .closest();
  }

  private static boolean concerns(Lead lead, Candidate candidate) {
    return lead.better().equals(candidate.name()) || lead.than().equals(candidate.name());
  }

  private static double probability(Lead lead, Candidate candidate) {
    return lead.better().equals(candidate.name()) ? lead.probability() : 1 - lead.probability();
  }

  private static Optional<String> lack(Candidate candidate, Unit unit) {
    var lacks = new ArrayList<String>();
    if (candidate.deals() < LEAST_DEALS) {
      lacks.add("%d of the %d closed deals".formatted(candidate.deals(), LEAST_DEALS));
    }
    if (candidate.won() < LEAST_WON) {
      lacks.add("%d of the %d won deals".formatted(candidate.won(), LEAST_WON));
    } else if (unit == Unit.MONEY && candidate.amountsKnown() < LEAST_WON) {
      lacks.add("%d of the %d known amounts".formatted(candidate.amountsKnown(), LEAST_WON));
    }
    if (lacks.isEmpty()) {
      return Optional.empty();
    }
    long more = more(candidate);
    return Optional.of(
        "%s has %s that a comparison needs%s"
            .formatted(
                candidate.name(),
                String.join(" and ", lacks),
                more > 0 ? ", so about " + more + " more of its deals must close" : ""));
  }

  private static long more(Candidate candidate) {
    double rate = (candidate.won() + 0.5) / (candidate.deals() + 1);
    long missing = Math.max(0, LEAST_WON - candidate.won());
    return Math.max(LEAST_DEALS - candidate.deals(), (long) Math.ceil(missing / rate));
  }

  private static String decided(Lead lead, List<Lead> leads, Unit unit) {
    String others = leads.size() > 1 ? " It is better than every other candidate, too." : "";
    String better =
        switch (unit) {
          case MONEY ->
              "A deal opened among %s brings %s more than one among %s (95%% interval: %s to %s)"
                  .formatted(
                      lead.better(),
                      money(lead.difference().value()),
                      lead.than(),
                      money(lead.difference().low()),
                      money(lead.difference().high()));
          case GOOD_CUSTOMERS ->
              "A hundred deals opened among %s bring %s more lasting customers than among %s (95%% interval: %s to %s)"
                  .formatted(
                      lead.better(),
                      hundredfold(lead.difference().value()),
                      lead.than(),
                      hundredfold(lead.difference().low()),
                      hundredfold(lead.difference().high()));
        };
    return better + ", with a probability of " + percent(lead.probability()) + "." + others;
  }

  private static String undecided(Lead lead, List<Candidate> candidates) {
    double error = (lead.difference().high() - lead.difference().low()) / INTERVAL_ERRORS;
    double errors = lead.difference().value() / error;
    double times = SURE_ERRORS * SURE_ERRORS / (errors * errors);
    long deals =
        candidates.stream()
            .filter(candidate -> concerns(lead, candidate))
            .mapToLong(Candidate::deals)
            .sum();
    if (!(times <= HOPELESS)) { // also when there is no difference at all
      return "The data says nothing about whether %s or %s is better: even %d times the deals would not tell at this rate."
          .formatted(lead.better(), lead.than(), (int) HOPELESS);
    }
    return "%s may be better than %s, but only with a probability of %s. If the difference stays as it is, it takes about %d more deals in these two to tell."
        .formatted(
            lead.better(),
            lead.than(),
            percent(lead.probability()),
            Math.max(1, (long) Math.ceil(deals * (times - 1))));
  }

  private static String money(double amount) {
    return String.format(Locale.ROOT, Math.abs(amount) < 100 ? "%,.2f" : "%,.0f", amount + 0.0);
  }

  private static String hundredfold(double customers) {
    return String.format(Locale.ROOT, "%.1f", 100 * customers);
  }

  private static String percent(double probability) {
    return probability > 0.999
        ? "more than 99.9%"
        : String.format(Locale.ROOT, "%.1f%%", 100 * probability);
  }
}
