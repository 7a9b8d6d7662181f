package dev.lodestar.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.Seeds;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.core.observation.Valuation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrequentialTest {

  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void gradesNothingWhileThereIsNothingToLearnFrom() {
    assertThat(new Prequential().grade(evidence(List.of())))
        .isEqualTo(new Grade(Quality.NONE, Optional.empty()));
    assertThat(new Prequential().grade(evidence(deals(1, 20, 1))))
        .isEqualTo(new Grade(Quality.NONE, Optional.empty()));
  }

  static LongStream seeds() {
    return Seeds.of(2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSameWhateverWasGradedBefore(long seed) {
    var deals = new ArrayList<>(deals(seed, 300, 1));
    Collections.shuffle(deals, new Random(seed));
    var growing = evidence(List.of());
    var prequential = new Prequential();

    for (int i = 0; i < deals.size(); i++) {
      growing.add(deals.get(i));
      if (i % 100 == 50) {
        prequential.grade(growing);
      }
    }

    assertThat(prequential.grade(growing)).isEqualTo(new Prequential().grade(evidence(deals)));
  }

  @Test
  void noticesALateCorrection() {
    var deals = new ArrayList<>(deals(6, 300, 1));
    var evidence = evidence(deals);
    var prequential = new Prequential();
    prequential.grade(evidence);

    evidence.remove(deals.getFirst());
    evidence.add(swapped(deals.getFirst()));
    deals.set(0, swapped(deals.getFirst()));

    assertThat(prequential.grade(evidence)).isEqualTo(new Prequential().grade(evidence(deals)));
  }

  @Test
  void isBetterThanTheBaseRateWhereAttributesTellAndNotWhereTheyDoNot() {
    var telling = new Prequential().grade(evidence(deals(7, 1500, 2))).quality();
    var silent = new Prequential().grade(evidence(deals(8, 1500, 0))).quality();

    assertThat(telling.logLoss()).isLessThan(telling.baseRateLogLoss() - 0.1);
    assertThat(telling.auc()).isGreaterThan(0.7);
    assertThat(telling.calibrationSlope()).isCloseTo(1, within(0.25));
    var rates =
        telling.tiers().stream()
            .filter(t -> t.share() > 0)
            .mapToDouble(Quality.TierQuality::goodRate)
            .toArray();
    assertThat(rates[0]).isGreaterThan(rates[rates.length - 1] + 0.2);
    assertThat(silent.logLoss()).isCloseTo(silent.baseRateLogLoss(), within(0.005));
    // The standard error of the area under the curve of some 1,400 deals, half of them good, is
    // 0.015.
    assertThat(silent.auc()).isCloseTo(0.5, within(4 * 0.015));
  }

  /// All deals are won, and half of the customers leave at once: known by the next deal, or when
  /// all is over.
  @ParameterizedTest
  @CsvSource({"1, true", "900, false"})
  void knowsOfAChurnOnceItHappenedAndNotBefore(int day, boolean known) {
    var quality = new Prequential().grade(churning(1, day)).quality();

    assertThat(quality.auc() > 0.9).isEqualTo(known);
    assertThat(quality.calibrationIntercept() < -1).isEqualTo(!known);
  }

  /// While all deals seem good, the shortest memory is the least certain, and would lose least.
  @Test
  void letsNoMemoryWinByWhatNoneOfThemCouldKnow() {
    assertThat(new Prequential().grade(churning(7, 3000)).halfLife()).isEmpty();
  }

  /// @param apart days from one opening to the next
  private static Evidence churning(int apart, int day) {
    var defaults = ProfileDefinition.withDefaults("profile");
    var longHorizon = new Valuation(Duration.ofDays(9000), OptionalDouble.empty());
    var evidence =
        new Evidence(
            new ProfileDefinition(
                defaults.profileId(),
                defaults.kind(),
                defaults.scope(),
                defaults.attributes(),
                defaults.behaviours(),
                defaults.hypotheses(),
                longHorizon,
                defaults.halfLife(),
                defaults.tiers(),
                defaults.publication()));
    for (int i = 0; i < 400; i++) {
      var opened = MONDAY.plus(Duration.ofDays((long) apart * i));
      var churned = opened.plus(Duration.ofDays(10 + day));
      boolean leaves = i % 2 == 0;
      var outcome = new Outcome.Won(leaves ? Optional.of(churned) : Optional.empty());
      evidence.add(deal(i, opened, outcome, leaves ? "north" : "south"));
    }
    return evidence;
  }

  @Test
  void ranksAndCalibratesAsWorkedOutByHand() {
    var predictions =
        List.of(
            new Prediction(0.8, 0.5, Tier.A, 1),
            new Prediction(0.6, 0.5, Tier.B, 0),
            new Prediction(0.6, 0.5, Tier.B, 1),
            new Prediction(0.2, 0.5, Tier.D, 0.5));

    var quality = Grades.of(predictions);

    double loss = -(Math.log(0.8) + Math.log(0.4) + Math.log(0.6) + Math.log(0.16) / 2) / 4;
    assertThat(quality.logLoss()).isCloseTo(loss, within(1e-6));
    assertThat(quality.baseRateLogLoss()).isCloseTo(Math.log(2), within(1e-6));
    // Good above bad: 0.8 over {0.6, half of 0.2}, 0.6 over {half of 0.2} and tied with 0.6; the
    // good half of
    // 0.2 over nothing. Pairs: 2.5 good × 1.5 bad, less the half of 0.2 against itself.
    assertThat(quality.auc()).isCloseTo((1.5 + 0.5 + 0.5) / (2.5 * 1.5 - 0.25), within(1e-6));
    assertThat(quality.tiers())
        .containsExactly(
            new Quality.TierQuality(Tier.A, 0.25, 1),
            new Quality.TierQuality(Tier.B, 0.5, 0.5),
            new Quality.TierQuality(Tier.C, 0, 0),
            new Quality.TierQuality(Tier.D, 0.25, 0.5));
  }

  private static Evidence evidence(List<Observation> deals) {
    var evidence = new Evidence(ProfileDefinition.withDefaults("profile"));
    deals.forEach(evidence::add);
    return evidence;
  }

  private static List<Observation> deals(long seed, int count, double effect) {
    var random = new SplittableRandom(seed);
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < count; i++) {
      boolean north = random.nextBoolean();
      double logOdds = north ? effect : -effect;
      var outcome =
          random.nextDouble() < 1 / (1 + Math.exp(-logOdds))
              ? new Outcome.Won(Optional.empty())
              : new Outcome.Lost();
      var opened = MONDAY.plus(Duration.ofHours(random.nextInt(300 * 24)));
      deals.add(deal(i, opened, outcome, north ? "north" : "south"));
    }
    return deals;
  }

  private static Observation swapped(Observation deal) {
    boolean north = new AttributeValue.Text("north").equals(deal.attributes().get("region"));
    return deal(0, deal.openedAt(), deal.outcome(), north ? "south" : "north");
  }

  private static Observation deal(int number, Instant opened, Outcome outcome, String region) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("region", new AttributeValue.Text(region));
    return new Observation(
        "account-" + number,
        "deal",
        opened,
        opened.plus(Duration.ofDays(10)),
        outcome,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        attributes);
  }
}
