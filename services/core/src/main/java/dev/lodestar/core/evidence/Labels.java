package dev.lodestar.core.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Words for levels.
final class Labels {

  private Labels() {}

  static List<String> named(List<String> values, boolean hasOther) {
    if (!hasOther) {
      return values;
    }
    var labels = new ArrayList<>(values);
    labels.add(Reading.OTHER);
    return List.copyOf(labels);
  }

  /// A copy, if the names ascend without a repetition.
  static List<String> ascending(List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
        throw new IllegalArgumentException("names do not ascend: " + names);
      }
    }
    return List.copyOf(names);
  }

  /// `<10`, `10–49`, `50+` for whole numbers, else `<0.5`, `0.5 to <2`, `2+`.
  static List<String> ranges(List<Double> bounds, boolean whole) {
    if (bounds.isEmpty()) {
      return List.of("any");
    }
    var labels = new ArrayList<String>();
    labels.add("<" + plain(bounds.getFirst()));
    for (int i = 1; i < bounds.size(); i++) {
      double from = bounds.get(i - 1);
      double to = bounds.get(i);
      if (!whole || to != Math.rint(to) || from != Math.rint(from)) {
        labels.add(plain(from) + " to <" + plain(to));
      } else {
        labels.add(to - from == 1 ? plain(from) : plain(from) + "–" + plain(to - 1));
      }
    }
    labels.add(plain(bounds.getLast()) + "+");
    return List.copyOf(labels);
  }

  static String plain(double number) {
    var decimal = BigDecimal.valueOf(number).stripTrailingZeros();
    return decimal.signum() == 0 ? "0" : decimal.toPlainString();
  }
}
