package dev.lodestar.query.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.query.problem.InvalidField;
import java.util.Base64;
import java.util.List;

/// Where a list goes on: the place of the last item sent, in the list's own order.
///
/// Since it names a place and not a count, items that come or go meanwhile neither repeat nor hide
/// others. To callers it is opaque.
///
/// @param list which list it belongs to
/// @param place the sort key of the last item; any text may stand last
public record Cursor(String list, List<String> place) {

  private static final String SEPARATOR = "\u001f";

  public Cursor {
    place = List.copyOf(place);
  }

  public static Cursor after(String list, String... place) {
    return new Cursor(list, List.of(place));
  }

  /// The place that a caller sends back.
  ///
  /// @param parts of the place
  /// @throws InvalidField unless it is a cursor of this list
  public static Cursor parse(String text, String list, int parts) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      List<String> all = List.of(decoded.split(SEPARATOR, parts + 1));
      if (all.size() == parts + 1 && all.getFirst().equals(list)) {
        return new Cursor(list, all.subList(1, all.size()));
      }
    } catch (IllegalArgumentException e) {
      throw invalid(text);
    }
    throw invalid(text);
  }

  /// What callers send back.
  public String text() {
    String joined = list + SEPARATOR + String.join(SEPARATOR, place);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(UTF_8));
  }

  /// The n-th part of the place as a whole number.
  public int number(int part) {
    try {
      return Integer.parseInt(place.get(part));
    } catch (NumberFormatException e) {
      throw invalid(text());
    }
  }

  /// The n-th part of the place as a hexadecimal number of 64 bits.
  public long hexNumber(int part) {
    try {
      return Long.parseUnsignedLong(place.get(part), 16);
    } catch (NumberFormatException e) {
      throw invalid(text());
    }
  }

  public static InvalidField invalid(String text) {
    return new InvalidField(
        "cursor", text, "must be the nextCursor of an earlier page of this list");
  }
}
