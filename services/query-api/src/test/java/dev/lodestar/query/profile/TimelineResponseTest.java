package dev.lodestar.query.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.query.profile.TimelinePoint.Level;
import dev.lodestar.query.profile.TimelinePoint.Weights;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineResponseTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"1,200", "200,200", "201,200", "399,200", "1000,200", "5,2", "3,2", "7,3"})
  void leavesOutEvenlyAndNeverTheFirstOrLast(int versions, int most) {
    var all = IntStream.rangeClosed(1, versions).mapToObj(i -> point(i, Map.of())).toList();

    var numbers =
        TimelineResponse.of("default", all, most).points().stream().map(p -> p.version()).toList();

    assertThat(numbers).hasSize(Math.min(versions, most)).isSorted().doesNotHaveDuplicates();
    assertThat(numbers.getFirst()).isEqualTo(1);
    assertThat(numbers.getLast()).isEqualTo(versions);
    if (versions > most) {
      int least = (versions - 1) / (most - 1);
      for (int i = 1; i < numbers.size(); i++) {
        assertThat(numbers.get(i) - numbers.get(i - 1)).isBetween(least, least + 1);
      }
    }
  }

  @Test
  void showsWhatWasEverACriterionMostImportantFirst() {
    var timeline =
        TimelineResponse.of(
            "default",
            List.of(
                point(1, Map.of("a", weights(0.1, false, 1), "b", weights(0.2, true, 1))),
                point(2, Map.of("a", weights(0.9, true, 1), "c", weights(5, false, 1)))),
            200);

    assertThat(timeline.attributes())
        .extracting(TimelineResponse.Line::attribute)
        .containsExactly("a", "b");
    assertThat(timeline.attributes().getLast().levels().getFirst().weights())
        .containsExactly(new TimelineResponse.Weight(1, 0, 0.1));
  }

  @Test
  void boundsAttributesAndLevelsAndSaysSo() {
    var names = Stream.iterate('a', c -> (char) (c + 1)).limit(15).map(String::valueOf).toList();
    var attributes =
        names.stream().collect(java.util.stream.Collectors.toMap(n -> n, _ -> weights(1, true, 6)));

    var timeline = TimelineResponse.of("default", List.of(point(1, attributes)), 200);

    assertThat(timeline.attributes()).hasSize(12);
    assertThat(timeline.attributesLeftOut()).isEqualTo(3);
    assertThat(timeline.attributes().getFirst().levelsLeftOut()).isEqualTo(2);
    assertThat(timeline.attributes().getFirst().levels())
        .extracting(TimelineResponse.Series::level)
        .containsExactly("l5", "l4", "l3", "l2");
  }

  private static TimelinePoint point(int number, Map<String, Weights> attributes) {
    return new TimelinePoint(number, NOON.plusSeconds(number), NOON, -1, attributes);
  }

  private static Weights weights(double importance, boolean isCriterion, int levels) {
    return new Weights(
        importance,
        isCriterion,
        IntStream.range(0, levels).mapToObj(i -> new Level("l" + i, -i, 0.1)).toList());
  }
}
