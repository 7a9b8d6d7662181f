package dev.lodestar.importer.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/// What somebody may have meant who wrote a name that does not exist.
public final class Suggestion {

  private Suggestion() {}

  /// `; did you mean "employees"?` or, when nothing is near, `; there are …`.
  public static String among(Collection<String> names, String wrong) {
    if (names.isEmpty()) {
      return "";
    }
    String nearest =
        names.stream()
            .min(Comparator.comparingInt((String n) -> distance(n, wrong)).thenComparing(n -> n))
            .orElseThrow();
    if (distance(nearest, wrong) <= Math.max(1, wrong.length() / 3)) {
      return "; did you mean \"" + nearest + "\"?";
    }
    String shown = names.stream().limit(40).collect(Collectors.joining(", "));
    return "; there are " + shown + (names.size() > 40 ? ", …" : "");
  }

  /// Levenshtein's, blind to case, blanks, `_` and `-`.
  private static int distance(String left, String right) {
    String a = folded(left);
    String b = folded(right);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String folded(String name) {
    String bounded = name.length() > 100 ? name.substring(0, 100) : name;
    return bounded.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
  }
}
