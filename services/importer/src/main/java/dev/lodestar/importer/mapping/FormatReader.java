package dev.lodestar.importer.mapping;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads how values are written, at the top of a mapping, of a file, or of a column.
final class FormatReader {

  /// What a column may say of its values.
  static final List<String> SETTINGS =
      List.of(
          "type",
          "unknown",
          "rename",
          "words",
          "separator",
          "format",
          "zone",
          "decimal",
          "group",
          "ago",
          "missing");

  private FormatReader() {}

  /// What is declared for a whole mapping.
  static Format defaults(Map<String, Place> settings) {
    return inherited(settings, Format.DEFAULT);
  }

  /// What a file adds to what is declared for the mapping.
  static Format inherited(Map<String, Place> settings, Format outer) {
    Format format = outer;
    Place unknown = settings.get("unknown");
    if (unknown != null) {
      format = withUnknown(format, unknown);
    }
    Place dates = settings.get("dates");
    if (dates != null) {
      Map<String, Place> entries = dates.entries(List.of("formats", "zone", "locale"));
      format =
          withDates(format, entries.get("formats"), entries.get("zone"), entries.get("locale"));
    }
    Place numbers = settings.get("numbers");
    if (numbers != null) {
      Map<String, Place> entries = numbers.entries(List.of("decimal", "group"));
      format = withNumbers(format, entries.get("decimal"), entries.get("group"));
    }
    return format;
  }

  /// What a column adds to what is declared for its file.
  static Format ofColumn(Map<String, Place> settings, Format outer) {
    Format format = outer;
    Place unknown = settings.get("unknown");
    if (unknown != null) {
      format = withUnknown(format, unknown);
    }
    format = withDates(format, settings.get("format"), settings.get("zone"), null);
    format = withNumbers(format, settings.get("decimal"), settings.get("group"));
    Map<String, String> rename =
        Optional.ofNullable(settings.get("rename")).map(Place::textByName).orElse(Map.of());
    Map<String, String> words =
        Optional.ofNullable(settings.get("words")).map(Place::textByName).orElse(Map.of());
    return new Format(
        oneOf(settings.get("type"), Format.Type.class).orElse(Format.Type.TEXT),
        format.unknown(),
        rename,
        words,
        Optional.ofNullable(settings.get("separator")).map(FormatReader::separator).orElse(";"),
        format.numbers(),
        format.dates(),
        oneOf(settings.get("ago"), Format.Ago.class),
        skips(settings.get("missing")));
  }

  private static String separator(Place place) {
    String text = place.text();
    if (text.isEmpty()) {
      place.problem(place.path() + " is empty");
      return ";";
    }
    return text;
  }

  private static boolean skips(@org.jspecify.annotations.Nullable Place missing) {
    if (missing == null) {
      return false;
    }
    if (!List.of("skip", "reject").contains(missing.text())) {
      missing.problem(missing.path() + " must be skip or reject: " + missing.text());
    }
    return missing.text().equals("skip");
  }

  private static <E extends Enum<E>> Optional<E> oneOf(
      @org.jspecify.annotations.Nullable Place place, Class<E> type) {
    if (place == null) {
      return Optional.empty();
    }
    List<String> names =
        java.util.Arrays.stream(type.getEnumConstants())
            .map(e -> e.name().toLowerCase(Locale.ROOT))
            .toList();
    int index = names.indexOf(place.text());
    if (index < 0) {
      place.problem(
          place.path() + " must be one of " + String.join(", ", names) + ": " + place.text());
      return Optional.empty();
    }
    return Optional.of(type.getEnumConstants()[index]);
  }

  private static Format withUnknown(Format format, Place place) {
    var unknown = new HashSet<>(format.unknown());
    unknown.addAll(place.texts());
    return new Format(
        format.type(),
        unknown,
        format.rename(),
        format.words(),
        format.tagSeparator(),
        format.numbers(),
        format.dates(),
        format.ago(),
        format.skipRow());
  }

  private static Format withDates(
      Format format,
      @org.jspecify.annotations.Nullable Place formats,
      @org.jspecify.annotations.Nullable Place zone,
      @org.jspecify.annotations.Nullable Place locale) {
    Dates dates = format.dates();
    if (zone != null) {
      ZoneId id = zone.as("a time zone such as Europe/Berlin", ZoneId::of).orElse(dates.zone());
      dates = new Dates(dates.formats(), id, dates.locale());
    }
    if (locale != null) {
      dates = new Dates(dates.formats(), dates.zone(), Locale.forLanguageTag(locale.text()));
    }
    if (formats != null) {
      try {
        dates = new Dates(formats.texts(), dates.zone(), dates.locale());
      } catch (IllegalArgumentException e) {
        formats.problem(
            formats.path()
                + " is no date format such as M/d/yyyy, iso, epochSeconds or epochMillis: "
                + e.getMessage());
      }
    }
    return new Format(
        format.type(),
        format.unknown(),
        format.rename(),
        format.words(),
        format.tagSeparator(),
        format.numbers(),
        dates,
        format.ago(),
        format.skipRow());
  }

  private static Format withNumbers(
      Format format,
      @org.jspecify.annotations.Nullable Place decimal,
      @org.jspecify.annotations.Nullable Place group) {
    Numbers numbers = format.numbers();
    try {
      Optional<Character> between =
          group == null ? numbers.group() : group.as("one character", FormatReader::character);
      char usual = between.equals(Optional.of('.')) ? ',' : numbers.decimal();
      char point =
          decimal == null
              ? usual
              : decimal.as("one character", FormatReader::character).orElse(usual);
      numbers = new Numbers(point, between);
    } catch (IllegalArgumentException e) {
      (decimal == null ? java.util.Objects.requireNonNull(group) : decimal)
          .problem(String.valueOf(e.getMessage()));
    }
    return new Format(
        format.type(),
        format.unknown(),
        format.rename(),
        format.words(),
        format.tagSeparator(),
        numbers,
        format.dates(),
        format.ago(),
        format.skipRow());
  }

  static char character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("not one character: " + text);
    }
    return text.charAt(0);
  }
}
