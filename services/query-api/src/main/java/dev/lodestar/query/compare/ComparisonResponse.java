package dev.lodestar.query.compare;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.comparison.Candidate;
import dev.lodestar.core.comparison.Comparison;
import dev.lodestar.core.comparison.Estimate;
import dev.lodestar.core.comparison.Unit;
import dev.lodestar.core.comparison.Verdict;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.query.json.Durations;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Candidates side by side.
@Serdeable
@Schema(
    description =
        "Candidates side by side. Intervals hold the true figure with a probability of 95%. Those of"
            + " rates are Jeffreys'; all others come from a Bayesian bootstrap of the deals, whose"
            + " seed is fixed: the same deals give the same answer.")
record ComparisonResponse(
    @Schema(description = "Closed deals of all, in scope of a candidate or of none.") long observed,
    @Schema(description = "The latest event time that the deals know of.") Instant asOf,
    @Schema(
            description =
                "Over which customers are taken to bring what they bring: the longest of the"
                    + " candidates' valuations.",
            example = "P365D")
        String horizon,
    @Schema(
            description =
                "What the value of a deal is counted in: MONEY, or, while amounts are not known of"
                    + " every candidate, GOOD_CUSTOMERS who stay for the whole horizon.")
        Unit unit,
    @Schema(description = "How many times the deals were weighed anew.") int draws,
    List<Compared> candidates,
    @Schema(description = "Of every two candidates.") List<Shared> overlaps,
    @Schema(description = "Of every two candidates, the better one first.") List<Ahead> leads,
    Judged verdict)
    implements Tagged {

  /// One candidate.
  @Serdeable
  record Compared(
      String profileId,
      @Schema(description = "Closed deals in scope.") long deals,
      long won,
      long lost,
      @Schema(description = "Of the won, those whose customer left since.") long churned,
      @Schema(description = "Won deals whose amount is known.") long amountsKnown,
      @Schema(description = "Deals, won or lost, whose costs are known.") long costsKnown,
      @Schema(description = "Share of all observed deals, counted.") double coverage,
      Interval winRate,
      @Schema(description = "Of the won, how many left by now, however long ago they were won.")
          Interval churnRate,
      @Schema(requiredMode = NOT_REQUIRED, description = "Mean amount of the won deals.")
          Optional<Interval> averageDeal,
      @Schema(
              description =
                  "How much of the horizon a customer stays (Kaplan–Meier: who is still here counts"
                      + " for as long as seen; beyond the longest stay seen, nobody leaves).")
          Interval retainedShare,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "averageDeal × retainedShare: what a won deal keeps of its amount.")
          Optional<Interval> lifetimeValue,
      @Schema(requiredMode = NOT_REQUIRED, description = "Mean costs of a deal, won or lost.")
          Optional<Interval> costPerDeal,
      @Schema(
              requiredMode = NOT_REQUIRED,
              description = "The costs of all deals, won or lost, for each that was won.")
          Optional<Interval> costToAcquire,
      @Schema(
              description =
                  "What a deal brings when it is opened: winRate × lifetimeValue − costPerDeal"
                      + " (nothing where no costs are known), or without amounts winRate ×"
                      + " retainedShare.")
          Interval valuePerDeal) {

    static Compared of(Candidate candidate) {
      return new Compared(
          candidate.name(),
          candidate.deals(),
          candidate.won(),
          candidate.lost(),
          candidate.churned(),
          candidate.amountsKnown(),
          candidate.costsKnown(),
          candidate.coverage(),
          Interval.of(candidate.winRate()),
          Interval.of(candidate.churnRate()),
          candidate.averageDeal().map(Interval::of),
          Interval.of(candidate.retainedShare()),
          candidate.lifetimeValue().map(Interval::of),
          candidate.costPerDeal().map(Interval::of),
          candidate.costToAcquire().map(Interval::of),
          Interval.of(candidate.valuePerDeal()));
    }
  }

  /// A figure and its uncertainty.
  @Serdeable
  record Interval(double value, double low, double high) {

    static Interval of(Estimate estimate) {
      return new Interval(estimate.value(), estimate.low(), estimate.high());
    }
  }

  /// What two candidates share.
  @Serdeable
  record Shared(
      String one,
      String other,
      @Schema(description = "Closed deals in scope of both.") long deals,
      @Schema(description = "Share of the deals of `one`.") double ofOne,
      @Schema(description = "Share of the deals of `other`.") double ofOther) {}

  /// One candidate before another.
  @Serdeable
  record Ahead(
      String better,
      String than,
      @Schema(description = "That a deal opened among the better brings more, from 0.5 to 1.")
          double probability,
      @Schema(description = "In valuePerDeal.") Interval difference) {}

  /// What may be said.
  @Serdeable
  record Judged(
      @Schema(
              description =
                  "DECIDED: one is better than every other with a probability of 95% or more."
                      + " TOO_FEW: a candidate has fewer than 30 closed deals, or 10 won ones.")
          Verdict.Kind kind,
      @Schema(requiredMode = NOT_REQUIRED) Optional<String> better,
      @Schema(description = "In words, with what is missing if nothing can be said.")
          String words) {}

  static ComparisonResponse of(Comparison comparison) {
    Map<String, Long> deals =
        comparison.candidates().stream()
            .collect(Collectors.toMap(Candidate::name, Candidate::deals));
    return new ComparisonResponse(
        comparison.observed(),
        comparison.asOf(),
        Durations.text(comparison.horizon()),
        comparison.unit(),
        comparison.draws(),
        comparison.candidates().stream().map(Compared::of).toList(),
        comparison.overlaps().stream()
            .map(o ->
                new Shared(
                    o.one(),
                    o.other(),
                    o.deals(),
                    share(o.deals(), deals.get(o.one())),
                    share(o.deals(), deals.get(o.other()))))
            .toList(),
        comparison.leads().stream()
            .map(l -> new Ahead(l.better(), l.than(), l.probability(), Interval.of(l.difference())))
            .toList(),
        new Judged(
            comparison.verdict().kind(),
            comparison.verdict().better(),
            comparison.verdict().words()));
  }

  private static double share(long part, @org.jspecify.annotations.Nullable Long whole) {
    return whole == null || whole == 0 ? 0 : (double) part / whole;
  }
}
