package dev.lodestar.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvidenceTest {

  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("profile");

  static LongStream fiftySeeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("fiftySeeds")
  void isWhatItHoldsAndNotHowItCameAbout(long seed) {
    var random = new Random(seed);
    var deals = deals(random, 80);
    var detours = deals(random, 40);
    var steps = new ArrayList<>(deals);
    steps.addAll(detours);
    Collections.shuffle(steps, random);
    var evidence = new Evidence(DEFINITION);

    for (var deal : steps) {
      evidence.add(deal);
      if (random.nextInt(10) == 0) {
        evidence.table();
      }
    }
    Collections.shuffle(detours, random);
    detours.forEach(evidence::remove);

    var straight = new Evidence(DEFINITION);
    deals.forEach(straight::add);
    assertThat(evidence.table().combinations()).isEqualTo(straight.table().combinations());
    assertThat(evidence.table().scheme()).isEqualTo(straight.table().scheme());
    assertThat(evidence.table().leftOut()).isEqualTo(straight.table().leftOut());
    assertThat(evidence.totals()).isEqualTo(straight.totals());
    assertThat(evidence.asOf()).isEqualTo(straight.asOf());
  }

  @Test
  void isEmptyAgainWhenAllIsTakenBack() {
    var evidence = new Evidence(DEFINITION);
    var deals = deals(new Random(1), 30);

    deals.forEach(evidence::add);
    deals.forEach(evidence::remove);

    assertThat(evidence.isEmpty()).isTrue();
    assertThat(evidence.asOf()).isEmpty();
    assertThat(evidence.totals()).isEqualTo(EvidenceTotals.NONE);
    assertThat(evidence.deals()).isEmpty();
    assertThat(evidence.values()).isEmpty();
  }

  @Test
  void refusesToTakeBackWhatItDoesNotHoldAndKeepsNoTraceOfIt() {
    var evidence = new Evidence(DEFINITION);
    var deal = deal(0, MONDAY, new Outcome.Lost(), "a");

    assertThatThrownBy(() -> evidence.remove(deal)).hasMessageStartingWith("not held: ");

    assertThat(evidence.values()).isEmpty();
  }

  @Test
  void isAsOfTheLatestClosingOrChurn() {
    var evidence = new Evidence(DEFINITION);
    var churn = MONDAY.plus(Duration.ofDays(100));
    var won = deal(0, MONDAY, new Outcome.Won(Optional.of(churn)), "a");

    evidence.add(deal(1, MONDAY.plus(Duration.ofDays(5)), new Outcome.Lost(), "a"));
    evidence.add(won);
    assertThat(evidence.asOf()).contains(churn);

    evidence.remove(won);
    assertThat(evidence.asOf()).contains(MONDAY.plus(Duration.ofDays(5)));
  }

  @Test
  void countsWonLostChurnedAndGood() {
    var evidence = new Evidence(DEFINITION);
    evidence.add(deal(0, MONDAY, new Outcome.Lost(), "a"));
    evidence.add(deal(1, MONDAY, new Outcome.Won(Optional.empty()), "a"));
    evidence.add(
        deal(2, MONDAY, new Outcome.Won(Optional.of(MONDAY.plus(Duration.ofDays(73)))), "a"));

    assertThat(evidence.totals()).isEqualTo(new EvidenceTotals(3, 2, 1, 1, 1.2, 3));
  }

  @Test
  void weighsHalfAfterOneHalfLife() {
    var defaults = DEFINITION;
    var evidence =
        new Evidence(
            new ProfileDefinition(
                defaults.profileId(),
                defaults.kind(),
                defaults.scope(),
                defaults.attributes(),
                defaults.behaviours(),
                defaults.hypotheses(),
                defaults.valuation(),
                Optional.of(Duration.ofDays(28)),
                defaults.tiers(),
                defaults.publication()));
    evidence.add(deal(0, MONDAY, new Outcome.Lost(), "a"));
    evidence.add(deal(1, MONDAY.plus(Duration.ofDays(28)), new Outcome.Lost(), "a"));

    assertThat(evidence.totals().effectiveSize()).isCloseTo(1.5, within(1e-9));
    assertThat(evidence.totals().observations()).isEqualTo(2);
  }

  private static List<Observation> deals(Random random, int count) {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < count; i++) {
      var closedAt = MONDAY.plus(Duration.ofHours(random.nextInt(4000)));
      var outcome =
          switch (random.nextInt(3)) {
            case 0 -> new Outcome.Lost();
            case 1 -> new Outcome.Won(Optional.empty());
            default -> new Outcome.Won(Optional.of(closedAt.plus(Duration.ofDays(40))));
          };
      deals.add(deal(random.nextInt(20), closedAt, outcome, "name-" + random.nextInt(12)));
    }
    return deals;
  }

  private static Observation deal(int number, Instant closedAt, Outcome outcome, String name) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("name", new AttributeValue.Text(name));
    attributes.put("number", new AttributeValue.Quantity(number * number));
    if (number % 3 == 0) {
      attributes.put("tags", AttributeValue.Tags.of("tag-" + number % 2, "tag-" + number % 5));
    }
    return new Observation(
        "account",
        "deal",
        closedAt,
        closedAt,
        outcome,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        attributes);
  }
}
