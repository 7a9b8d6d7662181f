package dev.lodestar.core.comparison;

import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Candidates side by side: what the closed deals in each scope brought, how sure that is, and
/// which is better.
///
/// A function of the set of deals and the seed: the order of deals and of candidates does not
/// matter.
///
/// @param observed closed deals of all, in scope of a candidate or of none
/// @param asOf the latest event time that the deals know of
/// @param horizon over which customers are taken to bring what they bring
/// @param draws how many times the deals were weighed anew
/// @param candidates by name
/// @param overlaps of every two
/// @param leads of every two, the better one first
public record Comparison(
    long observed,
    Instant asOf,
    Duration horizon,
    Unit unit,
    int draws,
    List<Candidate> candidates,
    List<Overlap> overlaps,
    List<Lead> leads,
    Verdict verdict) {

  /*
   * A Bayesian bootstrap (Rubin, 1981): what the deals might have been is drawn by giving each the weight of an
   * exponential variable. All candidates share the weights, so a deal in two of them moves both, and only what
   * sets them apart decides. Half a won and half a lost deal that nobody saw join with weights of Gamma(1/2):
   * the win rate is then Beta(won + 1/2, lost + 1/2) exactly, and a candidate of few deals is not taken to be
   * sure. It assumes no form of amounts; it cannot imagine a deal larger than all that were seen.
   */
  private static final int MOST_DRAWS = 4_000;
  private static final int LEAST_DRAWS = 400;
  private static final long WEIGHTS = 20_000_000;
  private static final double TAIL = 0.025;

  public Comparison {
    candidates = List.copyOf(candidates);
    overlaps = List.copyOf(overlaps);
    leads = List.copyOf(leads);
  }

  /// Deals that two candidates share.
  public record Overlap(String one, String other, long deals) {}

  /// One candidate before another.
  ///
  /// @param probability that a deal brings more
  /// @param difference in the value of a deal
  public record Lead(String better, String than, double probability, Estimate difference) {}

  /// Compares two candidates or more.
  ///
  /// @param scopes by name of candidate
  /// @param all closed deals there are, each once
  public static Comparison of(
      SortedMap<String, Scope> scopes,
      Collection<Observation> all,
      Duration horizon,
      RandomGenerator random) {
    Instant asOf =
        all.stream().map(Observation::knownAt).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    var names = List.copyOf(scopes.keySet());
    var deals =
        all.stream()
            .filter(deal -> scopes.values().stream().anyMatch(scope -> scope.contains(deal)))
            .sorted(Comparator.comparing(Observation::id))
            .toList();
    var members =
        scopes.values().stream()
            .map(scope ->
                IntStream.range(0, deals.size())
                    .filter(i -> scope.contains(deals.get(i)))
                    .toArray())
            .toList();
    var samples =
        members.stream().map(numbers -> new Sample(deals, numbers, asOf, horizon)).toList();
    var unit =
        samples.stream().allMatch(s -> s.amountsKnown() > 0) ? Unit.MONEY : Unit.GOOD_CUSTOMERS;
    var drawn = draw(samples, deals.size(), random);
    var candidates = new ArrayList<Candidate>();
    for (int c = 0; c < names.size(); c++) {
      candidates.add(
          candidate(names.get(c), samples.get(c), deals.size(), all.size(), drawn.get(c), unit));
    }
    var leads = leads(candidates, drawn, unit);
    return new Comparison(
        all.size(),
        asOf,
        horizon,
        unit,
        drawn.getFirst().length,
        candidates,
        overlaps(names, members),
        leads,
        Verdicts.of(candidates, leads, unit));
  }

  /// By candidate, its figures in every draw.
  private static List<Figures[]> draw(List<Sample> samples, int deals, RandomGenerator random) {
    int draws = Math.clamp(WEIGHTS / Math.max(1, deals), LEAST_DRAWS, MOST_DRAWS);
    var drawn = samples.stream().map(_ -> new Figures[draws]).toList();
    double[] weights = new double[deals];
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < deals; i++) {
        weights[i] = exponential(random);
      }
      for (int c = 0; c < samples.size(); c++) {
        drawn.get(c)[draw] =
            samples
                .get(c)
                .figures(weights, gammaHalf(random), gammaHalf(random), gammaHalf(random));
      }
    }
    return drawn;
  }

  private static double exponential(RandomGenerator random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /// Half the square of a normal variable, by Box and Muller (1958).
  private static double gammaHalf(RandomGenerator random) {
    double cosine = StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    return exponential(random) * cosine * cosine;
  }

  private static Candidate candidate(
      String name, Sample sample, int compared, int observed, Figures[] drawn, Unit unit) {
    Figures plain = sample.figures(compared);
    return new Candidate(
        name,
        sample.deals(),
        sample.won(),
        sample.deals() - sample.won(),
        sample.churned(),
        sample.amountsKnown(),
        sample.costsKnown(),
        observed == 0 ? 0 : (double) sample.deals() / observed,
        BetaInterval.of(sample.won(), sample.deals()),
        BetaInterval.of(sample.churned(), sample.won()),
        known(plain, drawn, Figures::averageDeal),
        estimate(plain, drawn, Figures::retained),
        known(plain, drawn, Figures::lifetimeValue),
        known(plain, drawn, Figures::costPerDeal),
        known(plain, drawn, Figures::costToAcquire),
        estimate(plain, drawn, figures -> figures.value(unit)));
  }

  private static Optional<Estimate> known(
      Figures plain, Figures[] drawn, ToDoubleFunction<Figures> figure) {
    return Double.isNaN(figure.applyAsDouble(plain))
        ? Optional.empty()
        : Optional.of(estimate(plain, drawn, figure));
  }

  private static Estimate estimate(
      Figures plain, Figures[] drawn, ToDoubleFunction<Figures> figure) {
    return estimate(
        figure.applyAsDouble(plain), Arrays.stream(drawn).mapToDouble(figure).toArray());
  }

  private static Estimate estimate(double value, double[] drawn) {
    Arrays.sort(drawn);
    int tail = (int) (TAIL * drawn.length);
    return new Estimate(value, drawn[tail], drawn[drawn.length - 1 - tail]);
  }

  private static List<Overlap> overlaps(List<String> names, List<int[]> members) {
    var overlaps = new ArrayList<Overlap>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        int[] other = members.get(b);
        long both =
            Arrays.stream(members.get(a)).filter(i -> Arrays.binarySearch(other, i) >= 0).count();
        overlaps.add(new Overlap(names.get(a), names.get(b), both));
      }
    }
    return overlaps;
  }

  private static List<Lead> leads(List<Candidate> candidates, List<Figures[]> drawn, Unit unit) {
    var leads = new ArrayList<Lead>();
    for (int a = 0; a < candidates.size(); a++) {
      for (int b = a + 1; b < candidates.size(); b++) {
        leads.add(
            lead(
                candidates.get(a),
                values(drawn.get(a), unit),
                candidates.get(b),
                values(drawn.get(b), unit)));
      }
    }
    return leads;
  }

  private static double[] values(Figures[] drawn, Unit unit) {
    return Arrays.stream(drawn).mapToDouble(figures -> figures.value(unit)).toArray();
  }

  private static Lead lead(Candidate one, double[] ones, Candidate other, double[] others) {
    double halves = 0;
    for (int draw = 0; draw < ones.length; draw++) {
      halves += 1 + Math.signum(ones[draw] - others[draw]);
    }
    double probability = halves / 2 / ones.length;
    if (probability < 0.5) {
      return lead(other, others, one, ones);
    }
    double[] differences = new double[ones.length];
    Arrays.setAll(differences, draw -> ones[draw] - others[draw]);
    return new Lead(
        one.name(),
        other.name(),
        probability,
        estimate(one.valuePerDeal().value() - other.valuePerDeal().value(), differences));
  }
}
