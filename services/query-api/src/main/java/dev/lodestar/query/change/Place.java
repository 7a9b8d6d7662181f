package dev.lodestar.query.change;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far a subscriber has been told of one profile, as the id of an event says it: `7`, or `7+21`
/// once something happened between versions.
///
/// @param version the newest version told; 0 for none
/// @param turn what was told last of what happens between versions; 0 for nothing
record Place(int version, long turn) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:\\+(\\d{1,18}))?");

  /// A place as [#text] wrote it; empty unless the text is one of ours.
  static Optional<Place> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Place(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  String text() {
    return turn == 0 ? Integer.toString(version) : version + "+" + turn;
  }
}
