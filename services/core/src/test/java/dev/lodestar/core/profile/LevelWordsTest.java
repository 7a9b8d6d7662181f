package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.evidence.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "employees          | 10 50 1000          | true  | 0     | employees under 10",
        "employees          | 10 50 1000          | true  | 1     | employees 10–49",
        "employees          | 10 50 1000          | true  | 1 2   | employees 10–999",
        "employees          | 10 50 1000          | true  | 3     | employees 1,000 or more",
        "employees          | 10 50 1000          | true  | 0 3   | employees under 10 or 1,000 or more",
        "employees          | 10 50 1000          | true  | 2 0 1 | employees under 1,000",
        "employees          | 10 50 1000          | true  | 0 1 2 3 | employees of any size",
        "seats              | 1 2 5               | true  | 1     | seats 1",
        "growth             | -0.5 0 0.25         | false | 1     | growth -0.5 to under 0",
        "growth             | -0.5 0 0.25         | false | 3     | growth 0.25 or more",
        "price              | 1999.5 12500.25     | false | 1     | price 1,999.5 to under 12,500.25",
        "founded            | 1990 2000 2010      | true  | 1 2   | founded 1990–2009",
        "annual_revenue     | 1000000 2500000     | true  | 1     | annual revenue 1 million to under 2.5 million",
        "annual_revenue     | 1000000 2000000000  | true  | 2     | annual revenue 2 billion or more",
        "visits_30d         | 3 10                | true  | 0     | website visits in 30 days 0–2",
        "pricing_page_30d   | 1 2                 | true  | 0     | pricing page visits in 30 days 0",
        "pricing_page_30d   | 1 2                 | true  | 1 2   | pricing page visits in 30 days 1 or more",
      })
  void sayRanges(String attribute, String bounds, boolean whole, String levels, String words) {
    var reading = new Reading.Ordered(numbers(bounds).toList(), whole);

    assertThat(LevelWords.of(attribute, reading, numbers(levels).map(Double::intValue).toList()))
        .isEqualTo(words);
  }

  @Test
  void sayNames() {
    var industry = new Reading.Nominal(List.of("finance", "health", "retail"), true);
    var technologies = new Reading.Tagged(List.of("flink", "kafka"), false);
    var newsletter = new Reading.Nominal(List.of("false", "true"), false);

    assertThat(LevelWords.of("industry", industry, List.of(2, 0, 1)))
        .isEqualTo("industry retail, finance or health");
    assertThat(LevelWords.of("industry", industry, List.of(3))).isEqualTo("industry that is rare");
    assertThat(LevelWords.of("technologies", technologies, List.of(1, 0)))
        .isEqualTo("technologies kafka or flink");
    assertThat(LevelWords.of("newsletter", newsletter, List.of(1))).isEqualTo("newsletter yes");
  }

  private static Stream<Double> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Double::parseDouble);
  }
}
