package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.SomePosterior;
import dev.lodestar.core.learner.AttributeWeights;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CriteriaTest {

  /// By hand: health, retail and finance have equal shares, so together (0.5 + 0.4 + 0.3)/3 = 0.4,
  /// with a standard error of √(3 · 0.1²/9) = 0.057735.
  @Test
  void areTheAttributesThatMatterMostImportantFirst() {
    assertThat(SomeProfile.full().criteria())
        .containsExactly(
            new Criterion(
                "stage", "not: stage pre-seed", List.of("pre-seed"), false, -1.5, 0.2, 0.7),
            new Criterion("employees", "employees 50–999", List.of("50–999"), true, 0.6, 0.1, 0.5),
            new Criterion(
                "industry",
                "industry health, retail or finance",
                List.of("health", "retail", "finance"),
                true,
                0.4,
                0.057735,
                0.4),
            new Criterion(
                "technologies", "technologies kafka", List.of("kafka"), true, 0.9, 0.15, 0.35));
  }

  @Test
  void areNoneWhereNothingMatters() {
    assertThat(SomeProfile.of(0, SomeProfile.region()).criteria()).isEmpty();
    assertThat(SomeProfile.of(0).criteria()).isEmpty();
  }

  /// −1.5 is odds of 0.22 and seven standard errors below 0; −1.2 is odds of 0.30, but −1.2 + 2.33
  /// · 0.6 > 0; −0.9 is odds of 0.41.
  @Test
  void ruleOutOnlyWhatIsBeyondDoubtAndFarBelow() {
    var stages =
        SomeProfile.attribute(
            "stage",
            new Reading.Nominal(List.of("idea", "pre-seed", "seed", "series-a"), false),
            0.7,
            SomeProfile.level("idea", -1.2, 0.6, 0.1),
            SomeProfile.level("pre-seed", -1.5, 0.2, 0.2),
            SomeProfile.level("seed", -0.9, 0.1, 0.1),
            SomeProfile.level("series-a", 0.85, 0.1, 0.6));
    var profile = SomeProfile.of(0, stages);

    assertThat(profile.criteria())
        .extracting(Criterion::words)
        .containsExactly("not: stage pre-seed, idea or seed");
    assertThat(profile.disqualifiers())
        .extracting(Criterion::words)
        .containsExactly("not: stage pre-seed");
  }

  @Test
  void mergeRangesThatTouchAndCloseGapsThatLeanTheSameWay() {
    var employees =
        SomeProfile.attribute(
            "employees",
            new Reading.Ordered(List.of(10.0, 50.0, 200.0, 1000.0), true),
            0.7,
            SomeProfile.level("<10", -0.5, 0.1, 0.3),
            SomeProfile.level("10–49", 0.5, 0.1, 0.1),
            SomeProfile.level("50–199", 0.1, 0.2, 0.1),
            SomeProfile.level("200–999", 0.5, 0.1, 0.2),
            SomeProfile.level("1000+", -0.3, 0.1, 0.3));

    assertThat(SomeProfile.of(0, employees).criteria())
        .extracting(Criterion::words)
        .containsExactly("not: employees under 10 or 1,000 or more");
    assertThat(SomeProfile.of(0, withShare(employees, 0.3)).criteria())
        .extracting(Criterion::words)
        .containsExactly("employees 10–999");
  }

  @Test
  void nameTheLevelOfRareValuesOnlyIfThereIsNoOther() {
    var industry =
        SomeProfile.attribute(
            "industry",
            new Reading.Nominal(List.of("health", "retail"), true),
            0.7,
            SomeProfile.level("health", -0.1, 0.2, 0.4),
            SomeProfile.level("retail", 0.1, 0.2, 0.4),
            SomeProfile.level("other", 0.9, 0.2, 0.2));

    assertThat(SomeProfile.of(0, industry).criteria())
        .extracting(Criterion::words)
        .containsExactly("industry that is rare");
  }

  /// −0.3 is three quarters of its standard error from 0, 0.1 only half of its.
  @Test
  void nameTheClearestLevelWhereNoneIsClear() {
    var industry =
        SomeProfile.attribute(
            "industry",
            new Reading.Nominal(List.of("health", "retail"), false),
            0.7,
            SomeProfile.level("health", -0.3, 0.4, 0.25),
            SomeProfile.level("retail", 0.1, 0.2, 0.75));

    assertThat(SomeProfile.of(0, industry).criteria())
        .extracting(Criterion::words)
        .containsExactly("not: industry health");
  }

  @Test
  void speakAgainstRareValuesWhereNothingElseIsClear() {
    var industry =
        SomeProfile.attribute(
            "industry",
            new Reading.Nominal(List.of("health"), true),
            0.7,
            SomeProfile.level("health", 0.1, 0.2, 0.9),
            SomeProfile.level("other", -0.9, 0.2, 0.1));

    assertThat(SomeProfile.of(0, industry).criteria())
        .extracting(Criterion::words)
        .containsExactly("not: industry that is rare");
  }

  /// Seven speak for an account; the five that tell deals furthest apart are named, by share times
  /// weight squared, strongest first: a and b hold too few deals.
  @Test
  void nameNoMoreThanFiveLevels() {
    var industry =
        SomeProfile.attribute(
            "industry",
            new Reading.Nominal(List.of("a", "b", "c", "d", "e", "f", "g", "h"), false),
            0.7,
            SomeProfile.level("a", 0.9, 0.1, 0.01),
            SomeProfile.level("b", 0.8, 0.1, 0.01),
            SomeProfile.level("c", 0.3, 0.1, 0.15),
            SomeProfile.level("d", 0.5, 0.1, 0.15),
            SomeProfile.level("e", 0.4, 0.1, 0.15),
            SomeProfile.level("f", 0.6, 0.1, 0.15),
            SomeProfile.level("g", 0.4, 0.1, 0.15),
            SomeProfile.level("h", -0.3, 0.1, 0.23));

    assertThat(SomeProfile.of(0, industry).criteria())
        .extracting(Criterion::words)
        .containsExactly("industry f, d, e, g or c");
  }

  /// cobol: 0.95 · 0.05 · 0.5² = 0.012; kafka: 0.2 · 0.8 · 0.4² = 0.026: a tag that all but
  /// everybody has tells nobody apart.
  @Test
  void speakOfTheTagsThatTellDealsApart() {
    var technologies =
        SomeProfile.attribute(
            "technologies",
            new Reading.Tagged(List.of("cobol", "kafka"), true),
            0.7,
            SomeProfile.level("cobol", 0.5, 0.1, 0.95),
            SomeProfile.level("kafka", -0.4, 0.1, 0.2),
            SomeProfile.level("other", -0.9, 0.1, 0.5));

    assertThat(SomeProfile.of(0, technologies).criteria())
        .extracting(Criterion::words)
        .containsExactly("not: technologies kafka");
  }

  /// Beliefs alone: no deal was observed at either level, so both count the same.
  @Test
  void weighLevelsAlikeThatNoDealWasObservedAt() {
    var industry =
        SomeProfile.attribute(
            "industry",
            new Reading.Nominal(List.of("health", "retail"), false),
            0.7,
            SomeProfile.level("health", 1, 0.2, 0),
            SomeProfile.level("retail", 0.5, 0.2, 0));

    assertThat(SomeProfile.of(0, industry).criteria())
        .extracting(Criterion::weight)
        .containsExactly(0.75);
  }

  /// Eleven matter; the first five are named whatever they weigh, then those of importance 0.1.
  @Test
  void areTenAtMostAndNoMoreThanAreWorthNaming() {
    var many =
        IntStream.rangeClosed(1, 12)
            .mapToObj(i -> twoLevels("attribute %02d".formatted(i), 1.0 / i))
            .toArray(AttributeWeights[]::new);
    var small =
        IntStream.rangeClosed(1, 12)
            .mapToObj(i -> twoLevels("attribute %02d".formatted(i), 0.15 / i))
            .toArray(AttributeWeights[]::new);

    assertThat(new Criteria(SomePosterior.independent(0, many)).criteria()).hasSize(10);
    assertThat(new Criteria(SomePosterior.independent(0, small)).criteria()).hasSize(5);
  }

  private static AttributeWeights twoLevels(String name, double importance) {
    return SomeProfile.attribute(
        name,
        new Reading.Nominal(List.of("no", "yes"), false),
        importance,
        SomeProfile.level("no", -importance, 0.01, 0.5),
        SomeProfile.level("yes", importance, 0.01, 0.5));
  }

  private static AttributeWeights withShare(AttributeWeights employees, double share) {
    return SomeProfile.attribute(
        employees.attribute(),
        employees.reading(),
        employees.importance(),
        employees.levels().stream()
            .map(l ->
                SomeProfile.level(
                    l.label(),
                    l.weight(),
                    l.standardError(),
                    l.weight() > 0 ? share : (1 - 3 * share) / 2))
            .toArray(dev.lodestar.core.learner.LevelWeight[]::new));
  }
}
