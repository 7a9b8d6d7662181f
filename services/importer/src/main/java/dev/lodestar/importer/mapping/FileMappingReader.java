package dev.lodestar.importer.mapping;

import dev.lodestar.importer.csv.Dialect;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what a mapping says of one file.
final class FileMappingReader {

  static final List<String> SETTINGS =
      List.of(
          "file",
          "leftOut",
          "optional",
          "charset",
          "fallbackCharset",
          "separator",
          "quote",
          "dates",
          "numbers",
          "unknown",
          "lookup",
          "join",
          "time",
          "columns",
          "set");

  private final String name;
  private final Place place;
  private final Map<String, Place> settings;
  private final Format format;

  FileMappingReader(String name, Place place, Format outer) {
    this.name = name;
    this.place = place;
    this.settings = place.entries(SETTINGS);
    this.format = FormatReader.inherited(settings, outer);
  }

  FileMapping read() {
    var uses = new ArrayList<Use>();
    var ignored = new TreeMap<String, String>();
    var reader = new UseReader(format, uses, ignored);
    setting("columns").ifPresent(columns -> columns.entries().forEach(reader::column));
    setting("set").ifPresent(constants -> constants.entries().forEach(reader::constant));
    return new FileMapping(
        name,
        setting("file").map(Place::text).orElse(name + ".csv"),
        dialect(),
        format,
        setting("optional").map(FileMappingReader::truth).orElse(false),
        setting("leftOut").map(Place::text),
        setting("lookup").map(Place::text),
        joins(),
        setting("time").flatMap(this::time),
        uses,
        ignored,
        place.line());
  }

  private Dialect dialect() {
    Dialect standard = Dialect.DEFAULT;
    Charset charset =
        setting("charset").flatMap(FileMappingReader::charset).orElse(standard.charset());
    Optional<Charset> fallback = setting("fallbackCharset").flatMap(FileMappingReader::charset);
    char separator =
        setting("separator")
            .flatMap(p -> p.as("one character, or tab", FileMappingReader::separator))
            .orElse(standard.separator());
    char quote =
        setting("quote")
            .flatMap(p -> p.as("one character", FormatReader::character))
            .orElse(standard.quote());
    try {
      return new Dialect(separator, quote, charset, fallback);
    } catch (IllegalArgumentException e) {
      place.problem(place.path() + ": " + e.getMessage());
      return standard;
    }
  }

  private SortedMap<String, String> joins() {
    return setting("join")
        .map(Place::textByName)
        .<SortedMap<String, String>>map(TreeMap::new)
        .orElseGet(TreeMap::new);
  }

  private Optional<RowTime> time(Place time) {
    Map<String, Place> entries =
        time.entries(List.of("column", "format", "zone", "orderBy", "origin", "start", "step"));
    Place column = entries.get("column");
    if (column != null) {
      return Optional.of(
          new RowTime.ByColumn(column.text(), FormatReader.ofColumn(without(entries), format)));
    }
    Place orderBy = entries.get("orderBy");
    Place startPlace = entries.get("start");
    Place stepPlace = entries.get("step");
    if (orderBy == null || startPlace == null || stepPlace == null) {
      time.problem(time.path() + " needs either column, or orderBy, start and step");
      return Optional.empty();
    }
    Optional<Instant> start =
        startPlace.as("a date such as 2026-01-31", format.dates().iso()::parse);
    Optional<Duration> step =
        stepPlace.as("a duration such as PT1H or P1D", FileMappingReader::positiveDuration);
    if (start.isEmpty() || step.isEmpty()) {
      return Optional.empty();
    }
    if (orderBy.text().equals("rows")) {
      return Optional.of(new RowTime.ByRow(start.get(), step.get()));
    }
    Place origin = entries.get("origin");
    return Optional.of(
        new RowTime.ByNumber(
            orderBy.text(),
            origin == null ? Optional.empty() : origin.as("a number", format.numbers()::parse),
            start.get(),
            step.get()));
  }

  private static Map<String, Place> without(Map<String, Place> timeEntries) {
    var entries = new TreeMap<>(timeEntries);
    entries.keySet().retainAll(List.of("format", "zone"));
    return entries;
  }

  private Optional<Place> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  private static Optional<Charset> charset(Place place) {
    return place.as("a charset such as UTF-8 or windows-1252", Charset::forName);
  }

  private static boolean truth(Place place) {
    if (!List.of("true", "false").contains(place.text())) {
      place.problem(place.path() + " must be true or false: " + place.text());
    }
    return place.text().equals("true");
  }

  private static char separator(String text) {
    return text.equals("tab") ? '\t' : FormatReader.character(text);
  }

  private static Duration positiveDuration(String text) {
    Duration duration = Duration.parse(text);
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("not positive: " + text);
    }
    return duration;
  }
}
