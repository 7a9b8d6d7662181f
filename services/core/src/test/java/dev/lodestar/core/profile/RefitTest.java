package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.Hypothesis.Direction;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Prequential;
import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.observation.Observation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefitTest {

  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("default");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void givesTheSameProfileInWhateverOrderTheFactsCame(long seed) {
    var deals = new ArrayList<>(deals(seed, 300));
    var learned = Refit.of(DEFINITION, evidence(deals));
    var extra = deals(seed + 100, 20);

    Collections.shuffle(deals, new Random(seed));
    var detoured = evidence(extra);
    deals.forEach(detoured::add);
    extra.forEach(detoured::remove);
    var again = Refit.of(DEFINITION, detoured);

    assertThat(again).isEqualTo(learned);
    assertThat(again.fingerprint()).isEqualTo(learned.fingerprint());
    assertThat(again.narrative()).isEqualTo(learned.narrative());
  }

  @Test
  void findsWhatTheMarketLikes() {
    var learned = Refit.of(DEFINITION, evidence(deals(1, 2000)));

    assertThat(learned.criteria())
        .extracting(Criterion::attribute)
        .containsExactlyInAnyOrder("employees", "industry", "stage", "technologies");
    assertThat(learned.narrative()).contains("technologies kafka", "employees 50–");
    assertThat(learned.scale().percentiles()).hasSize(99);
    var tiers =
        evidence(deals(1, 2000)).table().combinations().stream()
            .map(combination ->
                learned
                    .scale()
                    .tier(
                        new Fitting(learned.posterior(), learned.scale())
                            .probability(combination.levels())))
            .toList();
    assertThat(Collections.frequency(tiers, dev.lodestar.core.fit.Tier.A)).isBetween(350, 450);
  }

  @Test
  void publishesNumbersOfSixDecimals() {
    var graded = Refit.graded(DEFINITION, evidence(deals(7, 600)), new Prequential());
    var text = CanonicalText.of(graded);

    assertThat(NUMBER.matcher(text).results().map(match -> new BigDecimal(match.group())))
        .isNotEmpty()
        .allSatisfy(
            number -> assertThat(number.stripTrailingZeros().scale()).isLessThanOrEqualTo(6));
  }

  @Test
  void saysHowWellItWouldHavePredicted() {
    var graded = Refit.graded(DEFINITION, evidence(deals(7, 600)), new Prequential());

    assertThat(graded.quality().graded()).isPositive();
    assertThat(graded.narrative()).contains("Put to the test on ");
  }

  @Test
  void knowsNothingWithoutDeals() {
    var learned = Refit.of(DEFINITION, evidence(List.of()));

    assertThat(learned.criteria()).isEmpty();
    assertThat(learned.totals().observations()).isZero();
    assertThat(learned.narrative()).startsWith("No deal has closed yet.");
    assertThat(new Fitting(learned.posterior(), learned.scale()).fit(Map.of()).score())
        .isEqualTo(50);
  }

  /// Worth 20 average deals, the belief holds a half of what is said once the deals that retail
  /// itself has closed say as much; here a fifth of 300 deals are retail's.
  @Test
  void saysHowMuchOfItIsBelief() {
    var definition = with(new Hypothesis("industry", "retail", Direction.BAD, 20));
    var evidence = new Evidence(definition);

    assertThat(Refit.of(definition, evidence).narrative())
        .contains("What is said of industry retail is 100% belief and 0% data.");

    deals(1, 300).forEach(evidence::add);
    assertThat(Refit.of(definition, evidence).narrative())
        .containsPattern(
            "What is said of industry retail is (2|3)\\d% belief and (6|7)\\d% data\\.");
  }

  @Test
  void readsAnObservedDealAsItReadsItsLevels() {
    var deals = deals(3, 400);
    var evidence = evidence(deals);
    var learned = Refit.of(DEFINITION, evidence);
    var fitting = new Fitting(learned.posterior(), learned.scale());
    var scheme = evidence.table().scheme();

    assertThat(deals)
        .allSatisfy(deal ->
            assertThat(fitting.probability(scheme.levelsOf(deal.attributes())))
                .isEqualTo(fitting.probability(deal.attributes())));
  }

  @Test
  void tellsHowManyObservedDealsChangeTheirTier() {
    var evidence = evidence(deals(1, 500));
    var before = Refit.of(DEFINITION, evidence);
    assertThat(TierShift.between(before, before, evidence.table())).isEqualTo(TierShift.NONE);

    deals(2, 500).forEach(evidence::add);
    var after = Refit.of(DEFINITION, evidence);
    var shift = TierShift.between(before, after, evidence.table());
    var back = TierShift.between(after, after, evidence.table());

    assertThat(shift.share()).isBetween(0.01, 0.4);
    assertThat(back.share()).isZero();
  }

  @Test
  void hashesDefinitionsWhateverTheOrderOfHypotheses() {
    var one = new Hypothesis("stage", "seed", Direction.GOOD, 5);
    var two = new Hypothesis("stage", "pre-seed", Direction.BAD, 5);

    assertThat(DefinitionHash.ofHypotheses(with(one, two)))
        .isEqualTo(DefinitionHash.ofHypotheses(with(two, one)))
        .isNotEqualTo(DefinitionHash.ofHypotheses(with(one)))
        .matches("[0-9a-f]{64}");
    assertThat(DefinitionHash.of(with(one))).isEqualTo(DefinitionHash.of(with(two)));
    assertThat(DefinitionHash.of(DEFINITION))
        .isNotEqualTo(DefinitionHash.of(ProfileDefinition.withDefaults("other")))
        .isNotEqualTo(DefinitionHash.of(halfLife(Duration.ofDays(90))));
  }

  @Test
  void fingerprintsEverything() {
    var learned = SomeProfile.full();

    assertThat(learned.fingerprint())
        .isEqualTo(SomeProfile.full().fingerprint())
        .isNotEqualTo(learned.with(Quality.NONE, "other words").fingerprint())
        .isNotEqualTo(SomeProfile.of(SomeProfile.AVERAGE).fingerprint());
  }

  static Evidence evidence(List<Observation> deals) {
    var evidence = new Evidence(DEFINITION);
    deals.forEach(evidence::add);
    return evidence;
  }

  static List<Observation> deals(long seed, int count) {
    var market = new SomeMarket(seed, -0.5);
    return IntStream.range(0, count)
        .mapToObj(
            i -> market.deal(SomeMarket.START.plus(Duration.ofHours(4L * i)), SomeMarket.TASTE))
        .toList();
  }

  private static ProfileDefinition with(Hypothesis... hypotheses) {
    return new ProfileDefinition(
        DEFINITION.profileId(),
        DEFINITION.kind(),
        DEFINITION.scope(),
        DEFINITION.attributes(),
        DEFINITION.behaviours(),
        List.of(hypotheses),
        DEFINITION.valuation(),
        DEFINITION.halfLife(),
        DEFINITION.tiers(),
        DEFINITION.publication());
  }

  private static ProfileDefinition halfLife(Duration halfLife) {
    return new ProfileDefinition(
        DEFINITION.profileId(),
        DEFINITION.kind(),
        DEFINITION.scope(),
        DEFINITION.attributes(),
        DEFINITION.behaviours(),
        List.of(),
        DEFINITION.valuation(),
        Optional.of(halfLife),
        DEFINITION.tiers(),
        DEFINITION.publication());
  }
}
