package dev.lodestar.query.paging;

import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.problem.InvalidField;
import io.micronaut.http.HttpParameters;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Query parameters, read so that a wrong one is named with its rule.
public final class Parameters {

  private static final int MAX_NAMES = 1_000;

  private Parameters() {}

  /// Refuses what is not known, where it must not be passed over: it may be a known name misspelt.
  ///
  /// @param known records whose components are the parameters
  /// @throws InvalidField if there is any other parameter
  public static void allowOnly(HttpParameters sent, List<Class<? extends Record>> known) {
    List<String> names =
        known.stream()
            .flatMap(parameters -> Stream.of(parameters.getRecordComponents()))
            .map(RecordComponent::getName)
            .toList();
    sent.names().stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new InvalidField(
              name,
              sent.getFirst(name).orElse(""),
              "is not a parameter here; known are " + String.join(", ", names));
        });
  }

  public static Optional<Integer> whole(String name, Optional<String> text, int min, int max) {
    return text.filter(t -> !t.isEmpty())
        .map(t -> {
          try {
            int number = Integer.parseInt(t);
            if (number >= min && number <= max) {
              return number;
            }
          } catch (NumberFormatException e) {
            throw outside(name, t, min, max);
          }
          throw outside(name, t, min, max);
        });
  }

  /// A moment as ISO 8601 writes it, with its offset: `2026-03-31T18:00:00Z`.
  public static Optional<Instant> instant(String name, Optional<String> text) {
    return text.filter(t -> !t.isEmpty())
        .map(t -> {
          try {
            return Instant.parse(t);
          } catch (DateTimeException e) {
            throw new InvalidField(name, t, "must be a moment, such as 2026-03-31T18:00:00Z");
          }
        });
  }

  /// Names by commas, each once, in the order they were given.
  public static List<String> names(String name, Optional<String> text) {
    List<String> names =
        text.stream()
            .flatMap(t -> Stream.of(t.split(",", -1)))
            .map(String::strip)
            .filter(n -> !n.isEmpty())
            .distinct()
            .toList();
    if (names.size() > MAX_NAMES) {
      throw new InvalidField(name, names.size() + " names", "must be at most " + MAX_NAMES);
    }
    return names;
  }

  /// The number of a version.
  public static int version(String name, String text) {
    return whole(name, Optional.of(text), 1, Integer.MAX_VALUE)
        .orElseThrow(() -> outside(name, text, 1, Integer.MAX_VALUE));
  }

  public static Optional<Boolean> truth(String name, Optional<String> text) {
    return text.filter(t -> !t.isEmpty())
        .map(t ->
            switch (t) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new InvalidField(name, t, "must be true or false");
            });
  }

  public static <E extends Enum<E>> Optional<E> oneOf(
      String name, Optional<String> text, Class<E> type) {
    return text.filter(t -> !t.isEmpty()).map(t -> JsonFields.oneOf(name, t, type));
  }

  private static InvalidField outside(String name, String text, int min, int max) {
    String rule =
        max == Integer.MAX_VALUE
            ? "must be a whole number from " + min
            : "must be a whole number from " + min + " to " + max;
    return new InvalidField(name, text, rule);
  }
}
