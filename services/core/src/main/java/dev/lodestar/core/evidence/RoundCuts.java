package dev.lodestar.core.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Round numbers at which to cut observed numbers into ranges.
final class RoundCuts {

  /// The most ranges numbers are cut into.
  static final int MAX_LEVELS = 10;

  /// Up to this many distinct numbers, each is a level of its own.
  static final int FEW = 8;

  /// A range holds at least this many observations.
  static final int MIN_COUNT = 5;

  private static final double TAIL = 0.05;

  /// A range that holds so many times its even share is cut again …
  private static final double CROWDED = 1.5;

  /// … if either part then holds this share of the observations.
  private static final double LEAST_PART = 0.05;

  /// The least cut that is looked for beside 0, as a part of the next.
  private static final double NEAR_ZERO = 1e-3;

  /*
   * Candidates are all linear scales of step 1, 2 or 5 times a power of ten, and the scales 1–2–5,
   * 1–5 and 1 per power of ten; those of at most MAX_LEVELS ranges compete by how evenly they spread the
   * observations (Shannon entropy), so that neither outliers nor units matter. Where numbers crowd together, as
   * near 0 they often do, the ranges of the best are cut once more, at 1, 2 or 5 times a power of ten, if that leaves
   * enough on either side. Bounds lie within the middle 90%: the outermost ranges are open anyway.
   */
  private final double[] values;
  private final long[] upTo;

  private RoundCuts(SortedMap<Double, Long> counts) {
    values = new double[counts.size()];
    upTo = new long[counts.size() + 1];
    int i = 0;
    for (var entry : counts.entrySet()) {
      values[i] = entry.getKey();
      upTo[i + 1] = upTo[i] + entry.getValue();
      i++;
    }
  }

  /// Ascending bounds; none when there is nothing to cut.
  static List<Double> of(SortedMap<Double, Long> counts) {
    if (counts.size() < 2) {
      return List.of();
    }
    var cuts = new RoundCuts(counts);
    if (counts.size() <= FEW) {
      return cuts.merged(counts.keySet().stream().skip(1).toList());
    }
    return cuts.merged(cuts.mostEven());
  }

  private List<Double> mostEven() {
    double low = quantile(0, values.length, TAIL);
    double high = quantile(0, values.length, 1 - TAIL);
    if (low == high) {
      low = values[0];
      high = values[values.length - 1];
    }
    var best = List.<Double>of();
    double bestEntropy = 0;
    for (var candidate : candidates(low, high)) {
      double entropy = entropy(candidate);
      if (entropy > bestEntropy) {
        best = candidate;
        bestEntropy = entropy;
      }
    }
    return uncrowded(best, low, high);
  }

  private List<Double> uncrowded(List<Double> bounds, double low, double high) {
    var refined = new TreeSet<>(bounds);
    boolean isRefined = !bounds.isEmpty();
    while (isRefined && refined.size() + 1 < MAX_LEVELS) {
      long[] counts = counts(List.copyOf(refined));
      isRefined =
          IntStream.range(0, counts.length)
              .filter(range -> counts[range] * counts.length > CROWDED * upTo[values.length])
              .boxed()
              .sorted(Comparator.comparingLong(range -> -counts[range]))
              .map(range -> cutWithin(List.copyOf(refined), range, low, high))
              .flatMap(Optional::stream)
              .findFirst()
              .map(refined::add)
              .orElse(false);
    }
    return List.copyOf(refined);
  }

  /// Of the numbers on the scale 1–2–5, the one that cuts a range most evenly.
  private Optional<Double> cutWithin(List<Double> bounds, int range, double low, double high) {
    double from = range == 0 ? low : bounds.get(range - 1);
    double to = range == bounds.size() ? high : bounds.get(range);
    var cuts = new TreeSet<Double>();
    RoundNumbers.addBetween(cuts, Math.max(from, to * NEAR_ZERO), to, 3, 1);
    RoundNumbers.addBetween(cuts, Math.max(-to, -from * NEAR_ZERO), -from, 3, -1);
    return cuts.stream()
        .filter(cut -> from < cut && cut < to)
        .max(Comparator.comparingLong(cut -> lighterPart(bounds, range, cut)))
        .filter(cut -> lighterPart(bounds, range, cut) >= LEAST_PART * upTo[values.length]);
  }

  private long lighterPart(List<Double> bounds, int range, double cut) {
    long before = range == 0 ? 0 : upTo[firstAtLeast(bounds.get(range - 1))];
    long after =
        range == bounds.size() ? upTo[values.length] : upTo[firstAtLeast(bounds.get(range))];
    long middle = upTo[firstAtLeast(cut)];
    return Math.min(middle - before, after - middle);
  }

  private List<List<Double>> candidates(double low, double high) {
    var candidates = new ArrayList<List<Double>>();
    int exponent = RoundNumbers.exponentOf(high - low);
    for (int e = exponent - 2; e <= exponent + 1; e++) {
      for (int digit : RoundNumbers.DIGITS) {
        add(candidates, linear(low, high, digit, e));
      }
    }
    for (int digits = RoundNumbers.DIGITS.length; digits >= 1; digits--) {
      add(candidates, logarithmic(high, low, digits));
    }
    return candidates;
  }

  private static void add(List<List<Double>> candidates, List<Double> bounds) {
    if (!bounds.isEmpty() && bounds.size() < MAX_LEVELS) {
      candidates.add(bounds);
    }
  }

  private static List<Double> linear(double low, double high, int digit, int exponent) {
    double step = RoundNumbers.round(digit, exponent);
    double first = Math.floor(low / step);
    var bounds = new ArrayList<Double>();
    if ((high - low) / step > MAX_LEVELS || Math.abs(first) > 1e12) {
      return bounds;
    }
    for (long multiple = (long) first; bounds.size() < MAX_LEVELS; multiple++) {
      double bound = RoundNumbers.round(multiple * digit, exponent);
      if (bound > high) {
        break;
      }
      if (bound > low) {
        bounds.add(bound);
      }
    }
    return bounds;
  }

  /// Round numbers of the first, the first and last, or all of the digits 1, 2, 5, on either side
  /// of 0.
  private List<Double> logarithmic(double high, double low, int digits) {
    int firstPositive = firstAbove(0);
    int firstNotNegative = firstAtLeast(0);
    var bounds = new TreeSet<Double>();
    if (firstPositive < values.length && high > 0) {
      double from = low > 0 ? low : quantile(firstPositive, values.length, TAIL);
      RoundNumbers.addBetween(bounds, from, high, digits, 1);
      if (low <= 0) {
        bounds.add(RoundNumbers.atMost(values[firstPositive]));
      }
    }
    if (firstNotNegative > 0 && low < 0) {
      double from = high < 0 ? -high : -quantile(0, firstNotNegative, 1 - TAIL);
      RoundNumbers.addBetween(bounds, from, -low, digits, -1);
      if (high >= 0) {
        bounds.add(0.0);
      }
    }
    return List.copyOf(bounds);
  }

  /// Drops bounds until every range holds [#MIN_COUNT] observations, joining the lighter neighbour.
  private List<Double> merged(List<Double> bounds) {
    var kept = new ArrayList<>(bounds);
    while (!kept.isEmpty()) {
      long[] counts = counts(kept);
      int lightest = 0;
      for (int i = 1; i < counts.length; i++) {
        lightest = counts[i] < counts[lightest] ? i : lightest;
      }
      if (counts[lightest] >= MIN_COUNT) {
        break;
      }
      boolean withNext =
          lightest == 0 || (lightest < kept.size() && counts[lightest + 1] < counts[lightest - 1]);
      kept.remove(withNext ? lightest : lightest - 1);
    }
    return List.copyOf(kept);
  }

  private double entropy(List<Double> bounds) {
    double entropy = 0;
    for (long count : counts(bounds)) {
      double share = (double) count / upTo[values.length];
      entropy -= count == 0 ? 0 : share * StrictMath.log(share);
    }
    return entropy;
  }

  private long[] counts(List<Double> bounds) {
    var counts = new long[bounds.size() + 1];
    long before = 0;
    for (int i = 0; i < bounds.size(); i++) {
      long below = upTo[firstAtLeast(bounds.get(i))];
      counts[i] = below - before;
      before = below;
    }
    counts[bounds.size()] = upTo[values.length] - before;
    return counts;
  }

  /// The smallest value with at least the given share of the observations of `[from, to)` up to it.
  private double quantile(int from, int to, double share) {
    double rank = share * (upTo[to] - upTo[from]);
    int i = from;
    while (i < to - 1 && upTo[i + 1] - upTo[from] < rank) {
      i++;
    }
    return values[i];
  }

  private int firstAtLeast(double number) {
    int found = java.util.Arrays.binarySearch(values, number);
    return found >= 0 ? found : -found - 1;
  }

  private int firstAbove(double number) {
    int found = java.util.Arrays.binarySearch(values, number);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
