package dev.lodestar.importer.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/// How dates are written.
///
/// @param formats tried in order: patterns of [DateTimeFormatter], `iso`, `epochSeconds`,
///   `epochMillis`
/// @param zone of dates and times that name none; a date without time is its first moment there
/// @param locale of the names of months
public record Dates(List<String> formats, ZoneId zone, Locale locale) {

  public static final Dates DEFAULT = new Dates(List.of("iso"), ZoneOffset.UTC, Locale.ENGLISH);

  static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /// @throws IllegalArgumentException if a pattern is none
  public Dates {
    formats = List.copyOf(formats);
    for (String format : formats) {
      if (!List.of("iso", "epochSeconds", "epochMillis").contains(format)) {
        compiled(format, locale);
      }
    }
  }

  /// The same, for dates that are written in a mapping rather than in a CSV file.
  Dates iso() {
    return new Dates(List.of("iso"), zone, locale);
  }

  public Instant parse(String text) throws BadValueException {
    for (String format : formats) {
      try {
        Instant instant = parse(format, text).truncatedTo(ChronoUnit.MILLIS);
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
          throw new BadValueException("not a date between 1900 and 2199: " + text);
        }
        return instant;
      } catch (DateTimeException | NumberFormatException notThatFormat) {
        // Perhaps the next one.
      }
    }
    throw new BadValueException("not a date as " + String.join(" or ", formats) + ": " + text);
  }

  private Instant parse(String format, String text) {
    return switch (format) {
      case "epochSeconds" -> Instant.ofEpochSecond(Long.parseLong(text));
      case "epochMillis" -> Instant.ofEpochMilli(Long.parseLong(text));
      case "iso" -> instant(Iso.FORMATTER, text);
      default -> instant(compiled(format, locale), text);
    };
  }

  private Instant instant(DateTimeFormatter formatter, String text) {
    TemporalAccessor parsed =
        formatter.parseBest(
            text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from, YearMonth::from);
    return switch (parsed) {
      case OffsetDateTime exact -> exact.toInstant();
      case LocalDateTime local -> local.atZone(zone).toInstant();
      case LocalDate day -> day.atStartOfDay(zone).toInstant();
      case YearMonth month -> month.atDay(1).atStartOfDay(zone).toInstant();
      default -> throw new DateTimeException("not a date: " + text);
    };
  }

  private static DateTimeFormatter compiled(String pattern, Locale locale) {
    return Compiled.FORMATTERS.computeIfAbsent(
        new Compiled.Key(pattern, locale), Compiled::formatter);
  }

  private static final class Iso {

    static final DateTimeFormatter FORMATTER =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  private static final class Compiled {

    record Key(String pattern, Locale locale) {}

    static final java.util.concurrent.ConcurrentMap<Key, DateTimeFormatter> FORMATTERS =
        new java.util.concurrent.ConcurrentHashMap<>();

    // Strictly resolved, so that 31 February is no date; which needs the year without an era: u.
    static DateTimeFormatter formatter(Key key) {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(withoutEra(key.pattern()))
          .toFormatter(key.locale())
          .withResolverStyle(ResolverStyle.STRICT);
    }

    private static String withoutEra(String pattern) {
      var result = new StringBuilder(pattern);
      boolean quoted = false;
      for (int i = 0; i < result.length(); i++) {
        if (result.charAt(i) == '\'') {
          quoted = !quoted;
        } else if (!quoted && result.charAt(i) == 'y') {
          result.setCharAt(i, 'u');
        }
      }
      return result.toString();
    }
  }
}
