package dev.lodestar.query.targeting;

import dev.lodestar.core.profile.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The columns of the spreadsheet that people who sell want: who it is, where to find it, what it
/// does, and then what the profile looks at.
final class SalesColumns {

  static final List<String> FIXED =
      List.of(
          "Tier",
          "Score",
          "Place in the grid",
          "Chance of turning out well",
          "Status",
          "Engagement",
          "Last visit",
          "Ruled out by",
          "Account",
          "Why it fits");

  private static final List<List<String>> FIRST =
      List.of(
          List.of("name", "company"),
          List.of("website", "url", "domain", "homepage"),
          List.of("linkedin", "xing", "link"),
          List.of("industry", "sector"),
          List.of("model"),
          List.of("country", "region", "city", "location"));

  private SalesColumns() {}

  /// Names, links, industry, operating model and place before all else, which stays in its order.
  static List<String> ordered(List<String> attributes) {
    return attributes.stream().sorted(Comparator.comparingInt(SalesColumns::group)).toList();
  }

  static String title(String attribute) {
    String words = Words.attribute(attribute);
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  static Stream<String> titles(List<String> attributes) {
    return attributes.stream().map(SalesColumns::title);
  }

  private static int group(String attribute) {
    List<String> words = List.of(attribute.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1));
    for (int group = 0; group < FIRST.size(); group++) {
      if (FIRST.get(group).stream().anyMatch(words::contains)) {
        return group;
      }
    }
    return FIRST.size();
  }
}
