package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.profile.ProfileChange.Contribution;
import dev.lodestar.core.profile.ProfileChange.Estimate;
import dev.lodestar.core.profile.ProfileChange.Move;
import dev.lodestar.core.profile.ProfileChange.TierCuts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProfileChangeTest {

  private static final Cause CAUSE =
      new Cause(120, 80, 4, 1, false, false, List.of("industry now matters"));

  @Test
  void namesWhatRoseFellEnteredAndLeft() {
    var before =
        SomeProfile.of(
            0, SomeProfile.employees(0.3), SomeProfile.stage(-1.5), SomeProfile.technologies());
    var after =
        SomeProfile.of(
            0,
            SomeProfile.employees(0.6),
            SomeProfile.industry(),
            SomeProfile.stage(-0.8),
            SomeProfile.doubtful(SomeProfile.technologies(), 0.4));

    var change =
        ProfileChange.following(
            Optional.of(version(3, before)), after, CAUSE, new TierShift(0.2, 0.04));

    assertThat(change.fromVersion()).isEqualTo(3);
    assertThat(change.toVersion()).isEqualTo(4);
    assertThat(change.entered()).extracting(Criterion::attribute).containsExactly("industry");
    assertThat(change.left()).extracting(Criterion::attribute).containsExactly("technologies");
    assertThat(change.turned()).isEmpty();
    assertThat(change.tierChangeShare()).isEqualTo(OptionalDouble.of(0.24));
    assertThat(change.tierShift()).contains(new TierShift(0.2, 0.04));
    assertThat(change.tiersBefore()).contains(new TierCuts(0.6, 0.45, 0.3));
    assertThat(change.tiersAfter()).isEqualTo(new TierCuts(0.6, 0.45, 0.3));
    assertThat(change.moves().getFirst())
        .isEqualTo(
            new Move("industry", "other", Optional.empty(), Optional.of(new Estimate(-0.9, 0.3))));
    assertThat(change.moves().get(1))
        .isEqualTo(
            new Move(
                "stage",
                "pre-seed",
                Optional.of(new Estimate(-1.5, 0.2)),
                Optional.of(new Estimate(-0.8, 0.2))));
    assertThat(change.headline())
        .isEqualTo("Industry now matters; technologies no longer matters.");
    assertThat(change.paragraph())
        .isEqualTo(
            "Since version 3: 120 deals won, 80 deals lost, 4 customers churned and 1 correction."
                + " New among the criteria: industry health, retail or finance. No longer among"
                + " them: technologies kafka. Rose: stage pre-seed from -1.50 to -0.80; employees"
                + " 50–999 from +0.30 to +0.60. Fell: stage seed from +0.38 to +0.20. 24% of the"
                + " observed deals change their tier, 20% for the better and 4% for the worse.");
  }

  @Test
  void tellsWhatTurnedIntoItsOpposite() {
    var change =
        ProfileChange.between(
            Optional.of(SomeProfile.of(0, SomeProfile.stage(-1.5))),
            1,
            SomeProfile.of(0, SomeProfile.stage(1.2)),
            5);

    assertThat(change.turned()).extracting(Criterion::words).containsExactly("stage pre-seed");
    assertThat(change.tierChangeShare()).isEmpty();
    assertThat(change.headline()).isEqualTo("Stage turned into its opposite.");
    assertThat(change.paragraph())
        .isEqualTo(
            "Turned into its opposite: stage pre-seed. Rose: stage pre-seed from -1.50 to +1.20."
                + " Fell: stage seed from +0.38 to -0.30.");
  }

  @Test
  void namesTheLargestMovesWhenNoCriterionCameOrWent() {
    var change =
        ProfileChange.between(
            Optional.of(SomeProfile.of(0, SomeProfile.employees(0.3), SomeProfile.stage(-1.5))),
            1,
            SomeProfile.of(0, SomeProfile.employees(0.6), SomeProfile.stage(-1.7)),
            2);

    assertThat(change.headline()).isEqualTo("Employees 50–999 rose; stage pre-seed fell.");
  }

  @Test
  void saysWhatAFirstVersionKnows() {
    var learned = SomeProfile.full().with(Quality.NONE, "All there is to say.");
    var change = ProfileChange.following(Optional.empty(), learned, CAUSE, TierShift.NONE);

    assertThat(change.fromVersion()).isZero();
    assertThat(change.toVersion()).isEqualTo(1);
    assertThat(change.entered()).hasSize(4);
    assertThat(change.tierChangeShare()).isEmpty();
    assertThat(change.headline())
        .isEqualTo(
            "First version from 1,240 closed deals: not: stage pre-seed; employees 50–999; industry"
                + " health, retail or finance; and 1 more.");
    assertThat(change.paragraph()).isEqualTo("All there is to say.");
  }

  @Test
  void admitsThatAFirstVersionKnowsNothing() {
    var change =
        ProfileChange.between(Optional.empty(), 0, SomeProfile.of(0, SomeProfile.region()), 1);

    assertThat(change.headline())
        .isEqualTo("First version from 1,240 closed deals: no attribute sets won deals apart.");
  }

  /// A level of `<10` reads as people say it; region moves further, but does not matter; the 0.05
  /// of kafka is not worth a word.
  @Test
  void tellsOfMovesThatMatterOnly() {
    var asia = SomeProfile.region();
    var change =
        ProfileChange.between(
            Optional.of(SomeProfile.of(0, smallest(-0.7), asia, tags(0.9))),
            1,
            SomeProfile.of(0, smallest(-0.2), reversed(asia), tags(0.95)),
            2);

    assertThat(change.headline()).isEqualTo("Employees under 10 rose.");
    assertThat(change.paragraph()).isEqualTo("Rose: employees under 10 from -0.70 to -0.20.");
  }

  private static AttributeWeights smallest(double weight) {
    return SomeProfile.attribute(
        "employees",
        new Reading.Ordered(List.of(10.0), true),
        0.5,
        SomeProfile.level("<10", weight, 0.1, 0.2),
        SomeProfile.level("10+", 0.1, 0.1, 0.8));
  }

  private static AttributeWeights tags(double kafka) {
    return SomeProfile.attribute(
        "technologies",
        new Reading.Tagged(List.of("kafka"), false),
        0.5,
        SomeProfile.level("kafka", kafka, 0.1, 0.2));
  }

  private static AttributeWeights reversed(AttributeWeights region) {
    return SomeProfile.doubtful(
        SomeProfile.attribute(
            region.attribute(),
            region.reading(),
            region.importance(),
            SomeProfile.level("asia", -0.8, 0.1, 0.5),
            SomeProfile.level("europe", 0.8, 0.1, 0.5)),
        0.7);
  }

  @Test
  void isQuietWhenNothingChanged() {
    var change =
        ProfileChange.following(
            Optional.of(version(7, SomeProfile.full())),
            SomeProfile.full(),
            new Cause(0, 0, 0, 0, true, true, List.of("the definition changed")),
            TierShift.NONE);

    assertThat(change.moves()).isEmpty();
    assertThat(change.headline()).isEqualTo("Hardly anything changed.");
    assertThat(change.paragraph())
        .isEqualTo(
            "Since version 7: a new definition and new hypotheses. No criterion and no weight changed by much. 0% of"
                + " the observed deals change their tier.");
  }

  /// Of 31 deals at log-odds of 0.4, 31 / (1 + e^-0.4) = 18.559317 are to be expected.
  @Test
  void namesTheDealsThatTurnedOutOtherwiseThanExpected() {
    var before = SomeProfile.of(0, stage(new LevelWeight("pre-seed", 0.4, 0.1, 0.5, 100, 60)));
    var after = SomeProfile.of(0, stage(new LevelWeight("pre-seed", 0.1, 0.1, 0.5, 131, 64)));

    var change = ProfileChange.between(Optional.of(before), 1, after, 2);

    assertThat(change.contributions())
        .containsExactly(
            new Contribution(
                "stage",
                "pre-seed",
                31,
                4,
                18.559317,
                "31 deals with stage pre-seed closed since, 4 of them good where 18.6 were to be"
                    + " expected"));
    assertThat(change.paragraph())
        .startsWith("Most telling: 31 deals with stage pre-seed closed since, 4 of them good");
  }

  @Test
  void doesNotBlameDealsThatTurnedOutAsExpected() {
    var before = SomeProfile.of(0, stage(new LevelWeight("pre-seed", 0, 0.1, 0.5, 100, 60)));
    var after = SomeProfile.of(0, stage(new LevelWeight("pre-seed", 0, 0.1, 0.5, 110, 65.5)));

    var change = ProfileChange.between(Optional.of(before), 1, after, 2);

    assertThat(change.contributions()).isEmpty();
  }

  private static AttributeWeights stage(LevelWeight preSeed) {
    return SomeProfile.attribute(
        "stage", new Reading.Nominal(List.of("pre-seed"), false), 0.5, preSeed);
  }

  static ProfileVersion version(int number, LearnedProfile learned) {
    return new ProfileVersion(
        "default",
        number,
        Instant.EPOCH,
        CAUSE,
        ProfileChange.between(Optional.empty(), 0, learned, number),
        learned);
  }
}
