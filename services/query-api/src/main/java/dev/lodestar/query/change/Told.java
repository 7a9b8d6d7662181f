package dev.lodestar.query.change;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which version of each profile a subscriber to all of them has been told of: the id of an event.
///
/// Numbers of versions are the same for every instance of the API and after every restart, and kept
/// for ever; so is what has been told.
///
/// @param versions by profile; 0 for one without any
/// @param isIntroduced whether there was a snapshot of every profile; from then on, a profile that
///   is not named is a new one
record Told(SortedMap<String, Integer> versions, boolean isIntroduced) {

  private static final String NOTHING = "0";
  private static final String INTRODUCING = "~";

  /// An id that a client sends back.
  ///
  /// @return empty unless the text is one of ours
  static Optional<Told> parse(String text) {
    boolean isIntroduced = !text.startsWith(INTRODUCING);
    String list = isIntroduced ? text : text.substring(INTRODUCING.length());
    SortedMap<String, Integer> versions = new TreeMap<>();
    if (list.equals(NOTHING)) {
      return Optional.of(new Told(versions, isIntroduced));
    }
    for (String each : list.split(",", -1)) {
      int colon = each.lastIndexOf(':');
      if (colon < 1) {
        return Optional.empty();
      }
      try {
        int number = Integer.parseInt(each.substring(colon + 1));
        if (number < 0) {
          return Optional.empty();
        }
        versions.put(each.substring(0, colon), number);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new Told(versions, isIntroduced));
  }

  /// As a client keeps it: `default:3,enterprise:12`.
  String text() {
    String list =
        versions.isEmpty()
            ? NOTHING
            : versions.entrySet().stream()
                .map((Map.Entry<String, Integer> e) -> e.getKey() + ":" + e.getValue())
                .collect(Collectors.joining(","));
    return isIntroduced ? list : INTRODUCING + list;
  }
}
