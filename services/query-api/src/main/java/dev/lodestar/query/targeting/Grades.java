package dev.lodestar.query.targeting;

import dev.lodestar.query.account.Presence;
import java.util.Arrays;
import java.util.List;

/// How engagement is graded, from 1, the most engaged, to 4: where each of the first three grades
/// begins.
///
/// @param cuts three numbers above 0, descending
/// @param log2 their base-2 logarithms
public record Grades(List<Double> cuts, List<Double> log2) {

  /// As three visits just now would make it, as one, and as one visit two half-lives ago.
  public static final Grades DEFAULT = new Grades(List.of(3.0, 1.0, 0.25));

  /// How many there are.
  public static final int COUNT = 4;

  public Grades(List<Double> cuts) {
    this(cuts, cuts.stream().map(cut -> Math.log(cut) / Math.log(2)).toList());
  }

  public Grades {
    cuts = List.copyOf(cuts);
    log2 = List.copyOf(log2);
    boolean descend = cuts.size() == COUNT - 1;
    for (int i = 0; i < cuts.size(); i++) {
      double above = i == 0 ? Double.POSITIVE_INFINITY : cuts.get(i - 1);
      descend &= cuts.get(i) > 0 && cuts.get(i) < above;
    }
    if (!descend) {
      throw new IllegalArgumentException(
          "must be three numbers above 0, each smaller than the one before: " + cuts);
    }
  }

  /// From three numbers by commas.
  ///
  /// @throws IllegalArgumentException unless they are
  public static Grades parse(String text) {
    try {
      return new Grades(
          Arrays.stream(text.split(",", -1)).map(n -> Double.valueOf(n.strip())).toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be three numbers by commas: " + text, e);
    }
  }

  /// That of an account at a time, in milliseconds since 1970-01-01T00:00Z.
  int of(Presence presence, long timeMillis) {
    int grade = presence.isEngaged() ? 1 : COUNT;
    while (grade < COUNT && !presence.isEngagedBy(log2.get(grade - 1), timeMillis)) {
      grade++;
    }
    return grade;
  }

  /// When an account has a grade.
  String rule(int grade) {
    return grade == COUNT
        ? "engagement below " + plain(cuts.getLast()) + ", or none"
        : "engagement of "
            + plain(cuts.get(grade - 1))
            + " or more"
            + (grade == 1 ? "" : ", below " + plain(cuts.get(grade - 2)));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
