package dev.lodestar.core.profile;

import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.evidence.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Levels of one attribute as people say them: `employees 50–999`, `industry retail or health`.
final class LevelWords {

  private static final Set<String> COUNTS =
      Set.of(Behaviours.VISITS_30D, Behaviours.PRICING_PAGE_30D, Behaviours.INTENT_PAGES_30D);

  private LevelWords() {}

  /// @param levels in the order in which they are to be said; ranges that touch are said as one
  static String of(String attribute, Reading reading, List<Integer> levels) {
    if (reading instanceof Reading.Paired pair) {
      return Words.list(levels.stream().map(level -> of(pair, level)).toList(), "or");
    }
    var names =
        switch (reading) {
          case Reading.Paired _ -> List.<String>of();
          case Reading.Nominal(var values, _) -> names(values, levels);
          case Reading.Tagged(var values, _) -> names(values, levels);
          case Reading.Ordered ordered -> ranges(attribute, ordered, levels);
        };
    return Words.attribute(attribute) + " " + Words.list(names, "or");
  }

  private static String of(Reading.Paired pair, int level) {
    return of(pair.first(), pair.firstReading(), List.of(pair.firstLevel(level)))
        + " with "
        + of(pair.second(), pair.secondReading(), List.of(pair.secondLevel(level)));
  }

  private static List<String> names(List<String> values, List<Integer> levels) {
    return levels.stream()
        .map(level -> level < values.size() ? name(values.get(level)) : "that is rare")
        .toList();
  }

  private static String name(String value) {
    return switch (value) {
      case "true" -> "yes";
      case "false" -> "no";
      default -> value;
    };
  }

  private static List<String> ranges(
      String attribute, Reading.Ordered reading, List<Integer> levels) {
    var sorted = levels.stream().sorted().toList();
    var ranges = new ArrayList<String>();
    for (int i = 0; i < sorted.size(); ) {
      int first = sorted.get(i);
      int last = first;
      while (++i < sorted.size() && sorted.get(i) == last + 1) {
        last++;
      }
      ranges.add(range(attribute, reading, first, last));
    }
    return ranges;
  }

  private static String range(String attribute, Reading.Ordered reading, int first, int last) {
    var bounds = reading.bounds();
    boolean years = reading.whole() && bounds.stream().allMatch(b -> b >= 1500 && b <= 2500);
    boolean open = first == 0 && !COUNTS.contains(attribute);
    double from = first == 0 ? 0 : bounds.get(first - 1);
    if (last == bounds.size()) {
      return first == 0 ? "of any size" : number(from, years) + " or more";
    }
    double below = bounds.get(last);
    if (open) {
      return "under " + number(below, years);
    }
    if (!reading.whole() || from != Math.rint(from) || below != Math.rint(below) || below >= 1e6) {
      return number(from, years) + " to under " + number(below, years);
    }
    return below - from == 1
        ? number(from, years)
        : number(from, years) + "–" + number(below - 1, years);
  }

  /// `999`, `1,000`, `2.5 million`; years without a comma.
  private static String number(double number, boolean year) {
    var decimal = BigDecimal.valueOf(number).stripTrailingZeros();
    if (year || decimal.signum() == 0) {
      return decimal.signum() == 0 ? "0" : decimal.toPlainString();
    }
    if (decimal.abs().compareTo(BigDecimal.valueOf(1_000_000)) >= 0) {
      boolean billions = decimal.abs().compareTo(BigDecimal.valueOf(1_000_000_000)) >= 0;
      var scaled = decimal.movePointLeft(billions ? 9 : 6).stripTrailingZeros();
      if (scaled.scale() <= 2) {
        return scaled.toPlainString() + (billions ? " billion" : " million");
      }
    }
    var whole = decimal.toBigInteger();
    var fraction = decimal.abs().subtract(new BigDecimal(whole.abs()));
    String sign = decimal.signum() < 0 ? "-" : "";
    return sign
        + Words.number(whole.abs().longValue())
        + (fraction.signum() == 0 ? "" : fraction.toPlainString().substring(1));
  }
}
