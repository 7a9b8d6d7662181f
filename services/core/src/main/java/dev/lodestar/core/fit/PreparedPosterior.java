package dev.lodestar.core.fit;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.evidence.Levels;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A posterior laid out so that an account's log-odds and their variance are sums over the numbers
/// that it holds.
final class PreparedPosterior {

  /*
   * The design vector of an account is 1 for the average log-odds, 1 for the level of every nominal or ordered
   * attribute that is known, and (held − share) for each tag of every tagged attribute that is known. The share part
   * is the same for every account, so it is made one more number of the posterior, −Σ share·weight, with covariances
   * of its own. All coefficients are then 1: the log-odds are a sum of k numbers and the variance one of k² covariances,
   * however many tags there are.
   *
   * Numbers and covariances are whole millionths: sums of them are exact in whatever order.
   */
  private static final int AVERAGE = 0;

  private final List<AttributeWeights> attributes;
  private final int[] firstNumber;
  private final int[] offsetNumber;
  private final long[] unseenVariance;
  private final boolean[] isPaired;
  private final int columns;
  private final long[] millionths;
  private final long[] lowerTriangle;
  private final List<Map<AttributeValue, Held>> heldByName = new ArrayList<>();

  PreparedPosterior(Posterior posterior) {
    this.attributes = posterior.attributes();
    this.firstNumber = new int[attributes.size()];
    this.offsetNumber = new int[attributes.size()];
    this.unseenVariance = new long[attributes.size()];
    this.isPaired = isPaired(attributes);
    int number = 1;
    for (int a = 0; a < attributes.size(); a++) {
      firstNumber[a] = number;
      unseenVariance[a] = Millionths.of(attributes.get(a).spread() * attributes.get(a).spread());
      number += attributes.get(a).levels().size();
    }
    this.columns = number - 1;
    for (int a = 0; a < attributes.size(); a++) {
      offsetNumber[a] = isTagged(a) ? number++ : -1;
    }
    this.millionths = new long[number];
    this.lowerTriangle = new long[number * (number + 1) / 2];
    fillNumbers(posterior);
    fillCovariances(posterior);
    for (int a = 0; a < attributes.size(); a++) {
      heldByName.add(heldByName(a));
    }
  }

  /// What an account holds of one attribute: the numbers that its weight is the sum of, and whether
  /// the evidence knows all of its levels.
  static final class Held {

    private final int[] numbers;
    private final boolean seen;

    private Held(int[] numbers, boolean seen) {
      this.numbers = numbers;
      this.seen = seen;
    }

    boolean isSeen() {
      return seen;
    }
  }

  List<AttributeWeights> attributes() {
    return attributes;
  }

  /// The place of an attribute that the posterior knows.
  int indexOf(String attribute) {
    for (int a = 0; a < attributes.size(); a++) {
      if (attributes.get(a).attribute().equals(attribute)) {
        return a;
      }
    }
    throw new IllegalArgumentException("no attribute of this version: " + attribute);
  }

  /// Whether an attribute is one of two that matter together.
  boolean isPaired(int attribute) {
    return isPaired[attribute];
  }

  /// What an account with these values holds of each attribute; null where that is unknown.
  @Nullable Held[] held(Map<String, AttributeValue> values) {
    var held = new @Nullable Held[attributes.size()];
    for (int a = 0; a < held.length; a++) {
      held[a] = held(a, values);
    }
    return held;
  }

  long averageMillionths() {
    return millionths[AVERAGE];
  }

  /// What a value holds of an attribute that is no pair; null when that is as good as unknown.
  @Nullable Held heldOf(int attribute, AttributeValue value) {
    var byName = heldByName.get(attribute).get(value);
    return byName != null
        ? byName
        : read(attribute, Map.of(attributes.get(attribute).attribute(), value));
  }

  private @Nullable Held held(int attribute, Map<String, AttributeValue> values) {
    var value = values.get(attributes.get(attribute).attribute());
    var byName = value == null ? null : heldByName.get(attribute).get(value);
    return byName != null ? byName : read(attribute, values);
  }

  /// The labels of what is held.
  List<String> labels(int attribute, Held held) {
    return Arrays.stream(held.numbers)
        .filter(number -> number != offsetNumber[attribute])
        .mapToObj(number ->
            attributes.get(attribute).levels().get(number - firstNumber[attribute]).label())
        .toList();
  }

  long weightMillionths(Held held) {
    long sum = 0;
    for (int number : held.numbers) {
      sum += millionths[number];
    }
    return sum;
  }

  double variance(int attribute, Held held) {
    return variance(held.numbers, held.numbers.length, held.seen ? 0 : unseenVariance[attribute]);
  }

  /// The moderated probability of an account with these values.
  double probability(Map<String, AttributeValue> values) {
    return sum(held(values)).probability();
  }

  /// What an account holds, added up.
  Sum sum(@Nullable Held[] held) {
    var sum = new Sum();
    for (int a = 0; a < held.length; a++) {
      var own = held[a];
      if (own != null) {
        sum.add(a, own);
      }
    }
    return sum;
  }

  /// The moderated probability of an observed combination of levels, under the scheme that the
  /// posterior was learned with.
  double probability(Levels levels) {
    var sum = new Sum();
    for (int i = 0; i < levels.size() && levels.column(i) < columns; i++) {
      sum.add(1 + levels.column(i));
    }
    for (int a = 0; a < attributes.size(); a++) {
      if (isTagged(a) && !levels.has(columns + a)) {
        sum.add(offsetNumber[a]);
      } else if (isRarePair(a, levels)) {
        sum.unseen += unseenVariance[a];
      }
    }
    return sum.probability();
  }

  /// Whether both attributes of a pair are known, in a combination too rare to be a level.
  private boolean isRarePair(int attribute, Levels levels) {
    if (!(attributes.get(attribute).reading() instanceof Reading.Paired)
        || levels.has(columns + attribute)) {
      return false;
    }
    int first = firstNumber[attribute] - 1;
    return IntStream.range(first, first + attributes.get(attribute).levels().size())
        .noneMatch(levels::has);
  }

  /// The average log-odds and the numbers that an account adds to it.
  final class Sum {

    private int[] numbers = new int[2 * attributes.size() + 1];
    private int size = 1; // number 0, the average
    private long unseen;

    private void add(int number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    private void add(int attribute, Held held) {
      for (int number : held.numbers) {
        add(number);
      }
      unseen += held.seen ? 0 : unseenVariance[attribute];
    }

    double variance() {
      return PreparedPosterior.this.variance(numbers, size, unseen);
    }

    Total total() {
      return new Total(
          Arrays.copyOf(numbers, size), millionths(), varianceMillionths(numbers, size, unseen));
    }

    long millionths() {
      long sum = 0;
      for (int i = 0; i < size; i++) {
        sum += millionths[numbers[i]];
      }
      return sum;
    }

    double probability() {
      return Probability.moderated(Millionths.toDouble(millionths()), variance());
    }
  }

  /// What an account adds up to, to be compared with what it would if more were known of it.
  final class Total {

    private final int[] numbers;
    private final long millionths;
    private final long variance;

    private Total(int[] numbers, long millionths, long variance) {
      this.numbers = numbers;
      this.millionths = millionths;
      this.variance = variance;
    }

    /// The same without one attribute.
    Total without(int attribute, @Nullable Held held) {
      if (held == null) {
        return this;
      }
      int first = 0;
      while (held.numbers.length > 0 && numbers[first] != held.numbers[0]) {
        first++;
      }
      var others = new int[numbers.length - held.numbers.length];
      System.arraycopy(numbers, 0, others, 0, first);
      System.arraycopy(numbers, first + held.numbers.length, others, first, others.length - first);
      return new Total(
          others,
          millionths - weightMillionths(held),
          variance - varianceWith(others, attribute, held));
    }

    /// The moderated probability if this were held of an attribute that is unknown.
    double probabilityWith(int attribute, Held held) {
      return Probability.moderated(
          Millionths.toDouble(millionths + weightMillionths(held)),
          notNegative(variance + varianceWith(numbers, attribute, held)));
    }
  }

  /// How much holding this adds to the variance of others.
  private long varianceWith(int[] others, int attribute, Held held) {
    long more =
        varianceMillionths(
            held.numbers, held.numbers.length, held.seen ? 0 : unseenVariance[attribute]);
    for (int number : held.numbers) {
      for (int other : others) {
        more += 2 * at(number, other);
      }
    }
    return more;
  }

  private double variance(int[] numbers, int size, long unseen) {
    return notNegative(varianceMillionths(numbers, size, unseen));
  }

  private long varianceMillionths(int[] numbers, int size, long unseen) {
    long variance = unseen;
    for (int i = 0; i < size; i++) {
      variance += at(numbers[i], numbers[i]);
      for (int j = 0; j < i; j++) {
        variance += 2 * at(numbers[i], numbers[j]);
      }
    }
    return variance;
  }

  private static double notNegative(long variance) {
    return Millionths.toDouble(Math.max(0, variance)); // rounding may have left it below 0
  }

  private long at(int i, int j) {
    return i >= j ? lowerTriangle[i * (i + 1) / 2 + j] : lowerTriangle[j * (j + 1) / 2 + i];
  }

  /// What the names that the evidence knows stand for, so that most values are read by one look-up.
  private Map<AttributeValue, Held> heldByName(int attribute) {
    var byName = new HashMap<AttributeValue, Held>();
    if (attributes.get(attribute).reading() instanceof Reading.Nominal(var names, _)) {
      for (String name : names) {
        var value = new AttributeValue.Text(name);
        var held = read(attribute, Map.of(attributes.get(attribute).attribute(), value));
        if (held != null) {
          byName.put(value, held);
        }
      }
    }
    return byName;
  }

  private static boolean[] isPaired(List<AttributeWeights> attributes) {
    var paired = new HashSet<String>();
    for (var weights : attributes) {
      if (weights.reading() instanceof Reading.Paired pair) {
        paired.add(pair.first());
        paired.add(pair.second());
      }
    }
    var isPaired = new boolean[attributes.size()];
    for (int a = 0; a < isPaired.length; a++) {
      isPaired[a] = paired.contains(attributes.get(a).attribute());
    }
    return isPaired;
  }

  private @Nullable Held read(int attribute, Map<String, AttributeValue> values) {
    var weights = attributes.get(attribute);
    Reading reading = weights.reading();
    var levels = reading.levelsOf(weights.attribute(), values);
    if (levels.isEmpty()) {
      return null;
    }
    int[] numbers = numbers(attribute, levels.get());
    return new Held(numbers, isSeen(reading, values.get(weights.attribute()), levels.get().length));
  }

  private int[] numbers(int attribute, int[] levels) {
    boolean tagged = offsetNumber[attribute] >= 0;
    int[] numbers = Arrays.copyOf(levels, levels.length + (tagged ? 1 : 0));
    for (int i = 0; i < levels.length; i++) {
      numbers[i] += firstNumber[attribute];
    }
    if (tagged) {
      numbers[levels.length] = offsetNumber[attribute];
    }
    return numbers;
  }

  private static boolean isSeen(Reading reading, @Nullable AttributeValue value, int levels) {
    return switch (reading) {
      case Reading.Nominal _, Reading.Ordered _, Reading.Paired _ -> levels > 0;
      case Reading.Tagged tagged ->
          tagged.hasOther()
              || levels == (value instanceof AttributeValue.Tags(var tags) ? tags.size() : 1);
    };
  }

  private boolean isTagged(int attribute) {
    return attributes.get(attribute).reading() instanceof Reading.Tagged;
  }

  private void fillNumbers(Posterior posterior) {
    millionths[AVERAGE] = Millionths.of(posterior.averageLogOdds());
    for (int a = 0; a < attributes.size(); a++) {
      List<LevelWeight> levels = attributes.get(a).levels();
      for (int l = 0; l < levels.size(); l++) {
        millionths[firstNumber[a] + l] = Millionths.of(levels.get(l).weight());
      }
      if (isTagged(a)) {
        int attribute = a;
        millionths[offsetNumber[a]] = lessShares(a, l -> millionths[firstNumber[attribute] + l]);
      }
    }
  }

  private void fillCovariances(Posterior posterior) {
    long[] published = posterior.covariance().lowerTriangle();
    System.arraycopy(published, 0, lowerTriangle, 0, published.length);
    for (int a = 0; a < attributes.size(); a++) {
      if (isTagged(a)) {
        int first = firstNumber[a];
        int row = offsetNumber[a];
        for (int j = 0; j <= row; j++) {
          int other = j;
          lowerTriangle[row * (row + 1) / 2 + j] = lessShares(a, l -> at(first + l, other));
        }
      }
    }
  }

  /// −Σ share·number over the levels of an attribute.
  private long lessShares(int attribute, IntToLongFunction number) {
    List<LevelWeight> levels = attributes.get(attribute).levels();
    long sum = 0;
    for (int l = 0; l < levels.size(); l++) {
      sum -= Millionths.of(levels.get(l).share()) * number.applyAsLong(l);
    }
    return Math.floorDiv(sum + 500_000, 1_000_000);
  }
}
