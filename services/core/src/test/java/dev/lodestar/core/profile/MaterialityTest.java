package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaterialityTest {

  private static final Publication PUBLICATION = Publication.DEFAULT;
  private static final LearnedProfile FULL = SomeProfile.full();

  @Test
  void takesTheFirstVersionAsSoonAsThereIsADeal() {
    assertThat(Materiality.of(Optional.empty(), FULL, TierShift.NONE, PUBLICATION).reasons())
        .containsExactly("it is the first version");
    assertThat(judged(Optional.empty(), without(SomeProfile.of(0))).heldBecause())
        .containsExactly("no deal has closed yet");
  }

  @Test
  void takesBeliefsForAFirstVersionEvenWithoutDeals() {
    assertThat(judged(Optional.empty(), without(FULL)).isMaterial()).isTrue();
  }

  @Test
  void holdsBackWhatDoesNotDiffer() {
    var materiality = judged(Optional.of(FULL), FULL);

    assertThat(materiality.isMaterial()).isFalse();
    assertThat(materiality.heldBecause())
        .containsExactly("0% of the observed deals would change their tier, no more than 20%");
  }

  @Test
  void takesANewDefinition() {
    var learned =
        new LearnedProfile(
            "another",
            FULL.hypothesesHash(),
            FULL.asOf(),
            FULL.totals(),
            FULL.halfLife(),
            FULL.posterior(),
            FULL.leftOut(),
            FULL.scale(),
            FULL.criteria(),
            FULL.disqualifiers(),
            FULL.quality(),
            FULL.narrative());

    assertThat(judged(Optional.of(FULL), learned).reasons())
        .containsExactly("the definition changed");
  }

  @Test
  void tellsNewHypothesesFromANewDefinition() {
    var learned =
        new LearnedProfile(
            FULL.definitionHash(),
            "another",
            FULL.asOf(),
            FULL.totals(),
            FULL.halfLife(),
            FULL.posterior(),
            FULL.leftOut(),
            FULL.scale(),
            FULL.criteria(),
            FULL.disqualifiers(),
            FULL.quality(),
            FULL.narrative());

    assertThat(judged(Optional.of(FULL), learned).reasons())
        .containsExactly("the hypotheses changed");
  }

  /// Two attributes, of three and of two contrasts: the second has (3 / 2)^¾ times the first's
  /// share of the chance of a false alarm, so 1.151 of the mean. It matters up to 4.60%, is let in
  /// at 0.92% and let go at 18.4%.
  @Test
  void letsAnAttributeInOnlyWhenItIsClearlyIn() {
    var out = technologies(0.3);

    assertThat(judged(out, technologies(0.046)).heldBecause())
        .contains("technologies may matter, but not clearly yet");
    assertThat(judged(out, technologies(0.0092)).reasons())
        .containsExactly("technologies now matters");
  }

  @Test
  void letsAnAttributeGoOnlyWhenItIsClearlyOut() {
    var in = technologies(0.046);

    assertThat(judged(in, technologies(0.184)).heldBecause())
        .contains("technologies may have stopped mattering, but not clearly yet");
    assertThat(judged(in, technologies(0.185)).reasons())
        .containsExactly("technologies no longer matters");
  }

  /// 0.3 is more than the floor of 0.25 and than 2 · 0.1; 0.38 is no more than 2 · 0.2; 0.2 is
  /// below the floor.
  @Test
  void takesAWeightThatMovedBeyondItsUncertainty() {
    var employees = SomeProfile.of(0, SomeProfile.employees(0.3));
    var stage = SomeProfile.of(0, SomeProfile.stage(-1.5));

    assertThat(judged(employees, SomeProfile.of(0, SomeProfile.employees(0.6))).reasons())
        .containsExactly("employees 50–999 from +0.30 to +0.60");
    assertThat(judged(stage, SomeProfile.of(0, SomeProfile.stage(-1.12))).heldBecause())
        .contains("stage pre-seed from -1.50 to -1.12 may be chance");
    assertThat(judged(employees, SomeProfile.of(0, SomeProfile.employees(0.5))).heldBecause())
        .contains("employees 50–999 from +0.30 to +0.50 is a move of less than 0.25");
  }

  @Test
  void ignoresMovesOfLevelsWithFewDealsAndOfAttributesThatDoNotMatter() {
    var before = SomeProfile.of(0, SomeProfile.employees(0.3));

    assertThat(
            judged(Optional.of(before), SomeProfile.of(0, ofFewDeals(SomeProfile.employees(0.9))))
                .isMaterial())
        .isFalse();
    assertThat(
            judged(Optional.of(SomeProfile.of(0, doubtful(0.3))), SomeProfile.of(0, doubtful(0.9)))
                .isMaterial())
        .isFalse();
  }

  @Test
  void takesALevelThatTurned() {
    var before = SomeProfile.of(0, SomeProfile.employees(0.2));
    var after = SomeProfile.of(0, SomeProfile.employees(-0.17));

    assertThat(before.criteria()).extracting(Criterion::positive).containsExactly(false);
    assertThat(judged(Optional.of(before), after).reasons())
        .containsExactly("employees 50–999 from +0.20 to -0.17");
    assertThat(
            judged(
                    Optional.of(SomeProfile.of(0, SomeProfile.stage(-0.34))),
                    SomeProfile.of(0, SomeProfile.stage(0.34)))
                .reasons())
        .contains("stage pre-seed from -0.34 to +0.34, into its opposite");
  }

  @Test
  void takesAnAverageThatMovedFar() {
    assertThat(
            judged(
                    Optional.of(SomeProfile.of(0, SomeProfile.employees(0.6))),
                    SomeProfile.of(0.52, SomeProfile.employees(0.6)))
                .reasons())
        .containsExactly("the average deal's chance went from 50% to 63%");
    assertThat(
            judged(
                    Optional.of(SomeProfile.of(0, SomeProfile.employees(0.6))),
                    SomeProfile.of(0.48, SomeProfile.employees(0.6)))
                .isMaterial())
        .isFalse();
  }

  @Test
  void takesAShiftOfManyTiersWhereSomethingMatters() {
    var shift = new TierShift(0.15, 0.06);

    assertThat(Materiality.of(Optional.of(FULL), FULL, shift, PUBLICATION).reasons())
        .containsExactly("21% of the observed deals change their tier");
    assertThat(
            Materiality.of(Optional.of(FULL), FULL, new TierShift(0.1, 0.1), PUBLICATION)
                .isMaterial())
        .isFalse();
    var nothing = SomeProfile.of(0, SomeProfile.region());
    assertThat(Materiality.of(Optional.of(nothing), nothing, shift, PUBLICATION).heldBecause())
        .containsExactly("no attribute sets won deals apart, neither then nor now");
  }

  @Test
  void countsTheDealsOfEveryLevelByItself() {
    var many = yesNo("newsletter", 500, 0);

    assertThat(
            judged(
                    SomeProfile.of(0, many, yesNo("trial", 19, 0.2)),
                    SomeProfile.of(0, many, yesNo("trial", 19, 0.9)))
                .isMaterial())
        .isFalse();
    assertThat(
            judged(
                    SomeProfile.of(0, many, yesNo("trial", 20, 0.2)),
                    SomeProfile.of(0, many, yesNo("trial", 20, 0.9)))
                .reasons())
        .containsExactly("trial yes from +0.20 to +0.90");
  }

  private static AttributeWeights yesNo(String name, long observations, double yes) {
    return SomeProfile.attribute(
        name,
        new Reading.Nominal(List.of("false", "true"), false),
        0.5,
        new LevelWeight("false", -0.1, 0.1, 0.5, 500, 200),
        new LevelWeight("true", yes, 0.1, 0.5, observations, 10));
  }

  private static Materiality judged(LearnedProfile before, LearnedProfile after) {
    return judged(Optional.of(before), after);
  }

  private static Materiality judged(Optional<LearnedProfile> before, LearnedProfile after) {
    return Materiality.of(before, after, TierShift.NONE, PUBLICATION);
  }

  private static LearnedProfile technologies(double pValue) {
    return SomeProfile.of(
        0, SomeProfile.employees(0.6), SomeProfile.doubtful(SomeProfile.technologies(), pValue));
  }

  private static AttributeWeights doubtful(double middle) {
    return SomeProfile.doubtful(SomeProfile.employees(middle), 0.5);
  }

  private static AttributeWeights ofFewDeals(AttributeWeights attribute) {
    return SomeProfile.attribute(
        attribute.attribute(),
        attribute.reading(),
        attribute.importance(),
        attribute.levels().stream()
            .map(l ->
                new LevelWeight(l.label(), l.weight(), l.standardError(), l.share(), 19, l.good()))
            .toArray(LevelWeight[]::new));
  }

  private static LearnedProfile without(LearnedProfile learned) {
    return new LearnedProfile(
        learned.definitionHash(),
        learned.hypothesesHash(),
        learned.asOf(),
        EvidenceTotals.NONE,
        learned.halfLife(),
        learned.posterior(),
        learned.leftOut(),
        learned.scale(),
        learned.criteria(),
        learned.disqualifiers(),
        learned.quality(),
        learned.narrative());
  }
}
