package dev.lodestar.query.profile;

import dev.lodestar.query.caching.Tagged;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The weights of a profile over its versions, few enough to draw.
@Serdeable
@Schema(description = "The weights of a profile over its versions, few enough to draw.")
record TimelineResponse(
    @Schema(example = "default") String profileId,
    @Schema(description = "How many versions there are.") int versions,
    @Schema(description = "How many of them are left out, evenly, the first and last never.")
        int versionsLeftOut,
    @Schema(description = "Oldest first.") List<Point> points,
    @Schema(
            description =
                "Those that were a criterion or disqualifier in any version, most important first,"
                    + " 12 at most.")
        List<Line> attributes,
    @Schema(description = "How many more attributes have been a criterion.") int attributesLeftOut)
    implements Tagged {

  static final int MAX_ATTRIBUTES = 12;
  static final int MAX_LEVELS = 4;

  /// One version.
  @Serdeable
  record Point(
      int version,
      Instant publishedAt,
      Instant asOf,
      @Schema(description = "Of the average observed deal.") double averageLogOdds) {}

  /// One attribute.
  @Serdeable
  record Line(
      String attribute,
      @Schema(description = "The largest of all versions.") double importance,
      @Schema(description = "Those of the largest weights over all versions, 4 at most.")
          List<Series> levels,
      @Schema(description = "How many more levels there are.") int levelsLeftOut) {}

  /// One level.
  @Serdeable
  record Series(
      @Schema(example = "50–199") String level,
      @Schema(description = "Those of the versions shown that know the level.")
          List<Weight> weights) {}

  /// A weight in one version.
  @Serdeable
  record Weight(int version, double weight, double standardError) {}

  /// @param all oldest first
  /// @param most versions to show, 2 or more
  static TimelineResponse of(String profileId, List<TimelinePoint> all, int most) {
    List<TimelinePoint> shown = thinned(all, most);
    SortedSet<String> told = new TreeSet<>();
    all.forEach(point ->
        point
            .attributes()
            .forEach((name, weights) -> {
              if (weights.isCriterion()) {
                told.add(name);
              }
            }));
    return new TimelineResponse(
        profileId,
        all.size(),
        all.size() - shown.size(),
        shown.stream()
            .map(p -> new Point(p.number(), p.publishedAt(), p.asOf(), p.averageLogOdds()))
            .toList(),
        told.stream()
            .map(attribute -> line(attribute, all, shown))
            .sorted(Comparator.comparingDouble(Line::importance).reversed())
            .limit(MAX_ATTRIBUTES)
            .toList(),
        Math.max(0, told.size() - MAX_ATTRIBUTES));
  }

  private static List<TimelinePoint> thinned(List<TimelinePoint> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    long last = all.size() - 1L;
    long steps = most - 1L;
    return LongStream.rangeClosed(0, steps)
        .mapToObj(i -> all.get(Math.toIntExact((last * i + steps / 2) / steps)))
        .toList();
  }

  private static Line line(String attribute, List<TimelinePoint> all, List<TimelinePoint> shown) {
    List<String> levels =
        all.stream()
            .flatMap(point -> levels(point, attribute))
            .map(TimelinePoint.Level::name)
            .distinct()
            .toList();
    ToDoubleFunction<String> size =
        name ->
            all.stream()
                .flatMap(point -> levels(point, attribute))
                .filter(level -> level.name().equals(name))
                .mapToDouble(level -> Math.abs(level.weight()))
                .sum();
    return new Line(
        attribute,
        all.stream().mapToDouble(point -> point.of(attribute).importance()).max().orElse(0),
        levels.stream()
            .sorted(
                Comparator.comparingDouble(size)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MAX_LEVELS)
            .map(level -> series(attribute, level, shown))
            .toList(),
        Math.max(0, levels.size() - MAX_LEVELS));
  }

  private static Series series(String attribute, String name, List<TimelinePoint> shown) {
    return new Series(
        name,
        shown.stream()
            .flatMap(point ->
                levels(point, attribute)
                    .filter(level -> level.name().equals(name))
                    .map(
                        level -> new Weight(point.number(), level.weight(), level.standardError())))
            .toList());
  }

  private static Stream<TimelinePoint.Level> levels(TimelinePoint point, String attribute) {
    return point.of(attribute).levels().stream();
  }
}
