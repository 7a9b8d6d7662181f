package dev.lodestar.importer.mapping;

import dev.lodestar.core.account.AttributeValue;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How the values of one column are written.
///
/// @param type of an attribute
/// @param unknown what stands for "not known", in any case; a blank value always does
/// @param rename values that are called something else here, applied before anything but `unknown`;
///   a blank key makes a value of what is not known
/// @param words what each value of a stage or kind means; the key `*` is for all others, a blank
///   key for unknown
/// @param tagSeparator between the tags of one value
/// @param ago when present, the value is a number of these before the export
/// @param skipRow whether a row in which the value is unknown is passed over rather than rejected
public record Format(
    Type type,
    Set<String> unknown,
    Map<String, String> rename,
    Map<String, String> words,
    String tagSeparator,
    Numbers numbers,
    Dates dates,
    Optional<Ago> ago,
    boolean skipRow) {

  public static final Format DEFAULT =
      new Format(
          Type.TEXT,
          Set.of(),
          Map.of(),
          Map.of(),
          ";",
          Numbers.DEFAULT,
          Dates.DEFAULT,
          Optional.empty(),
          false);

  /// Stands for every value that is not listed.
  public static final String ANY = "*";

  public Format {
    unknown = unknown.stream().map(Format::folded).collect(Collectors.toUnmodifiableSet());
    rename = Map.copyOf(rename);
    words = Map.copyOf(words);
  }

  /// What an attribute holds.
  public enum Type {
    TEXT,
    NUMBER,
    TAGS
  }

  /// A unit in which a column counts back from the day of the export.
  public enum Ago {
    HOURS,
    DAYS,
    WEEKS,
    MONTHS,
    YEARS
  }

  /// The value as it is meant, or empty when it is unknown.
  public Optional<String> known(String raw) {
    return told(raw).or(() -> Optional.ofNullable(rename.get("")));
  }

  private Optional<String> told(String raw) {
    String text = raw.strip();
    if (text.isEmpty() || unknown.contains(folded(text))) {
      return Optional.empty();
    }
    return Optional.of(rename.getOrDefault(text, text));
  }

  public AttributeValue attribute(String text) throws BadValueException {
    return switch (type) {
      case TEXT -> new AttributeValue.Text(bounded(text));
      case NUMBER -> new AttributeValue.Quantity(numbers.parse(text).doubleValue());
      case TAGS -> tags(text);
    };
  }

  private AttributeValue.Tags tags(String text) throws BadValueException {
    var tags = new ArrayList<String>();
    for (String part : text.split(Pattern.quote(tagSeparator), -1)) {
      Optional<String> tag = told(part);
      if (tag.isPresent()) {
        tags.add(bounded(tag.get()));
      }
    }
    if (Set.copyOf(tags).size() > AttributeValue.MAX_TAGS) {
      throw new BadValueException("more than " + AttributeValue.MAX_TAGS + " tags");
    }
    return AttributeValue.Tags.of(tags);
  }

  public static String bounded(String text) throws BadValueException {
    if (text.length() > AttributeValue.MAX_TEXT) {
      throw new BadValueException(
          "longer than "
              + AttributeValue.MAX_TEXT
              + " characters: "
              + text.substring(0, 40)
              + "… ("
              + text.length()
              + ")");
    }
    return text;
  }

  /// The time that a value stands for.
  ///
  /// @param asOf the time of the export
  public Instant instant(String text, Optional<Instant> asOf) throws BadValueException {
    if (ago.isEmpty()) {
      return dates.parse(text);
    }
    double count = numbers.parse(text).doubleValue();
    if (count < 0 || count > 1_000_000 || count != Math.rint(count)) {
      throw new BadValueException(
          "not a whole number of " + ago.get().name().toLowerCase(Locale.ROOT) + ": " + text);
    }
    Instant instant = before(asOf.orElseThrow().atZone(dates.zone()), (long) count);
    if (instant.isBefore(Dates.EARLIEST)) {
      throw new BadValueException("longer ago than can be meant: " + text);
    }
    return instant;
  }

  private Instant before(ZonedDateTime end, long n) {
    return switch (ago.orElseThrow()) {
      case HOURS -> end.minusHours(n).toInstant();
      case DAYS -> end.minusDays(n).toInstant();
      case WEEKS -> end.minusWeeks(n).toInstant();
      case MONTHS -> end.minusMonths(n).toInstant();
      case YEARS -> end.minusYears(n).toInstant();
    };
  }

  /// What a value of a stage or kind means, as declared.
  public String word(Field field, String text) throws BadValueException {
    if (words.isEmpty()) {
      String word = text.toUpperCase(Locale.ROOT);
      if (field.words().contains(word)) {
        return word;
      }
      throw new BadValueException("\"" + text + "\" is none of " + field.words());
    }
    String word = words.get(text);
    if (word == null) {
      word = words.get(ANY);
    }
    if (word == null) {
      List<String> known =
          new TreeMap<>(words).keySet().stream().filter(w -> !w.isEmpty()).toList();
      throw new BadValueException(
          "the mapping has no word for \"" + text + "\"" + Suggestion.among(known, text));
    }
    return word;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
