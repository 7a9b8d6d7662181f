package dev.lodestar.query.change;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How far a subscriber to all profiles has been told of each: the id of an event.
///
/// [Place]s are the same for every instance of the API and after every restart; so is what has been
/// told.
///
/// @param places by profile
/// @param isIntroduced whether there was a snapshot of every profile; from then on, a profile that
///   is not named is a new one
record Told(SortedMap<String, Place> places, boolean isIntroduced) {

  private static final String NOTHING = "0";
  private static final String INTRODUCING = "~";

  /// An id that a client sends back.
  ///
  /// @return empty unless the text is one of ours
  static Optional<Told> parse(String text) {
    boolean isIntroduced = !text.startsWith(INTRODUCING);
    String list = isIntroduced ? text : text.substring(INTRODUCING.length());
    SortedMap<String, Place> places = new TreeMap<>();
    if (list.equals(NOTHING)) {
      return Optional.of(new Told(places, isIntroduced));
    }
    for (String each : list.split(",", -1)) {
      int colon = each.lastIndexOf(':');
      if (colon < 1) {
        return Optional.empty();
      }
      Optional<Place> place = Place.parse(each.substring(colon + 1));
      if (place.isEmpty()) {
        return Optional.empty();
      }
      places.put(each.substring(0, colon), place.get());
    }
    return Optional.of(new Told(places, isIntroduced));
  }

  /// As a client keeps it: `default:3,enterprise:12`.
  String text() {
    String list =
        places.isEmpty()
            ? NOTHING
            : places.entrySet().stream()
                .map((Map.Entry<String, Place> e) -> e.getKey() + ":" + e.getValue().text())
                .collect(Collectors.joining(","));
    return isIntroduced ? list : INTRODUCING + list;
  }
}
