package dev.lodestar.core.comparison;

import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The deals of one candidate, ready to be weighed.
final class Sample {

  private final int[] numbers;
  private final boolean[] won;
  private final boolean[] left;
  private final double[] amount;
  private final double[] costs;
  private final double[] stayed;
  private final int[] customersByStay;

  /// @param deals all that are compared
  /// @param numbers which of them are this candidate's
  /// @param asOf until when customers have been seen to stay
  Sample(List<Observation> deals, int[] numbers, Instant asOf, Duration horizon) {
    this.numbers = numbers;
    int size = numbers.length;
    won = new boolean[size];
    left = new boolean[size];
    amount = new double[size];
    costs = new double[size];
    stayed = new double[size];
    for (int i = 0; i < size; i++) {
      Observation deal = deals.get(numbers[i]);
      costs[i] = deal.costs().orElse(Double.NaN);
      amount[i] = Double.NaN;
      if (deal.outcome() instanceof Outcome.Won(var churnedAt)) {
        won[i] = true;
        left[i] = churnedAt.isPresent();
        amount[i] = deal.amount().orElse(Double.NaN);
        long millis = Duration.between(deal.closedAt(), churnedAt.orElse(asOf)).toMillis();
        stayed[i] = Math.max(0, (double) millis / horizon.toMillis());
      }
    }
    customersByStay =
        IntStream.range(0, size)
            .filter(i -> won[i])
            .boxed()
            // Who left then was there until then, and so were those last seen then.
            .sorted(
                Comparator.comparingDouble((Integer i) -> stayed[i])
                    .thenComparing(i -> !left[i])
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(i -> i)
            .toArray();
  }

  long deals() {
    return numbers.length;
  }

  long won() {
    return customersByStay.length;
  }

  long churned() {
    return Arrays.stream(customersByStay).filter(i -> left[i]).count();
  }

  long amountsKnown() {
    return Arrays.stream(customersByStay).filter(i -> !Double.isNaN(amount[i])).count();
  }

  long costsKnown() {
    return Arrays.stream(costs).filter(c -> !Double.isNaN(c)).count();
  }

  /// The figures, every deal weighing the same.
  Figures figures(int ofAll) {
    double[] equal = new double[ofAll];
    Arrays.fill(equal, 1);
    return figures(equal, 0, 0, 0);
  }

  /// @param weights of all deals that are compared
  /// @param moreWon weight of a deal that nobody saw, won; likewise `moreLost`
  /// @param moreLeft weight of a customer whom nobody saw, who leaves at half the horizon
  Figures figures(double[] weights, double moreWon, double moreLost, double moreLeft) {
    double wonWeight = moreWon;
    double lostWeight = moreLost;
    double amounts = 0;
    double amountWeight = 0;
    double allCosts = 0;
    double costWeight = 0;
    double wonAtKnownCost = 0;
    for (int i = 0; i < numbers.length; i++) {
      double weight = weights[numbers[i]];
      if (won[i]) {
        wonWeight += weight;
      } else {
        lostWeight += weight;
      }
      if (!Double.isNaN(amount[i])) {
        amounts += weight * amount[i];
        amountWeight += weight;
      }
      if (!Double.isNaN(costs[i])) {
        allCosts += weight * costs[i];
        costWeight += weight;
        wonAtKnownCost += won[i] ? weight : 0;
      }
    }
    return new Figures(
        wonWeight + lostWeight > 0 ? wonWeight / (wonWeight + lostWeight) : 0.5,
        amountWeight > 0 ? amounts / amountWeight : Double.NaN,
        retained(weights, moreLeft),
        costWeight > 0 ? allCosts / costWeight : Double.NaN,
        wonAtKnownCost > 0 ? allCosts / wonAtKnownCost : Double.NaN);
  }

  /*
   * The area under the curve of Kaplan and Meier (1958) up to the horizon: who is still a customer counts for
   * as long as seen, and not as somebody who stays for good. Beyond the longest stay seen, nobody is taken to
   * leave, as the valuation of a deal takes it, too.
   */
  private double retained(double[] weights, double moreLeft) {
    double atRisk = moreLeft;
    for (int i : customersByStay) {
      atRisk += weights[numbers[i]];
    }
    double staying = 1;
    double area = 0;
    double since = 0;
    boolean moreIsIn = moreLeft > 0;
    for (int i : customersByStay) {
      if (moreIsIn && stayed[i] >= 0.5) {
        area += staying * (0.5 - since);
        since = 0.5;
        staying *= remaining(moreLeft, atRisk);
        atRisk -= moreLeft;
        moreIsIn = false;
      }
      if (stayed[i] >= 1) {
        break;
      }
      double weight = weights[numbers[i]];
      area += staying * (stayed[i] - since);
      since = stayed[i];
      if (left[i]) {
        staying *= remaining(weight, atRisk);
      }
      atRisk -= weight;
    }
    if (moreIsIn) {
      area += staying * (Math.max(0.5, since) - since);
      since = Math.max(0.5, since);
      staying *= remaining(moreLeft, Math.max(atRisk, moreLeft));
    }
    return area + staying * (1 - since);
  }

  private static double remaining(double leaving, double atRisk) {
    return Math.clamp(1 - leaving / atRisk, 0, 1); // subtracting may have left a trifle
  }
}
