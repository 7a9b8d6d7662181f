package dev.lodestar.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.backtest.Case.Features;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

  @Test
  void predictsAtTheOpeningWhatIsLearnedAtTheClose() {
    var deals = List.of(deal("a", 0, 3), deal("b", 1, 2), deal("c", 3, 4));

    assertThat(told(deals, 1, 0))
        .containsExactly(
            "predict a",
            "predict b",
            "predict b at close",
            "learn b",
            "refit",
            "predict c", // opened on the day that a closed: predicted first
            "predict a at close",
            "learn a",
            "refit",
            "predict c at close",
            "learn c",
            "refit");
  }

  @Test
  void learnsOfAChurnWhenItHappened() {
    var churned = deal("a", 0, 1, new Outcome.Won(Optional.of(MONDAY.plus(Duration.ofDays(30)))));

    assertThat(told(List.of(churned, deal("b", 2, 3)), 100, 0))
        .containsSubsequence("predict a", "predict b", "learn b", "learn a");
  }

  @Test
  void refitsAtItsCadenceAndDoesNotGradeTheFirst() {
    var deals = new ArrayList<Case>();
    for (int i = 0; i < 10; i++) {
      deals.add(deal("d" + i, i, i));
    }
    var contender = new Recorder();

    var predictions = new Replay(history(deals), 4, 3).run(contender, _ -> {});

    assertThat(contender.told.stream().filter("refit"::equals)).hasSize(2);
    assertThat(predictions.atOpening()).hasSize(7);
    assertThat(predictions.atClose()).hasSize(7);
  }

  @Test
  void shufflesDealsIntoOneRowThatDependsOnTheSeedAlone() {
    var deals = new ArrayList<Case>();
    for (int i = 0; i < 50; i++) {
      deals.add(deal("d" + i, i % 7, 7 + i));
    }

    var once = history(deals).shuffled(1);

    assertThat(once.deals()).isEqualTo(history(deals.reversed()).shuffled(1).deals());
    assertThat(once.deals()).isNotEqualTo(history(deals).shuffled(2).deals());
    assertThat(once.deals())
        .allSatisfy(
            d -> assertThat(d.observation().openedAt()).isEqualTo(d.observation().closedAt()))
        .extracting(d -> d.observation().openedAt())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static List<String> told(List<Case> deals, int every, int skipped) {
    var contender = new Recorder();
    var _ = new Replay(history(deals), every, skipped).run(contender, _ -> {});
    return contender.told;
  }

  private static History history(List<Case> deals) {
    return new History(ProfileDefinition.withDefaults("p"), LevelScheme.EMPTY, deals);
  }

  private static Case deal(String id, int opened, int closed) {
    return deal(id, opened, closed, new Outcome.Won(Optional.empty()));
  }

  private static Case deal(String id, int opened, int closed, Outcome outcome) {
    var observation =
        new Observation(
            "account-" + id,
            id,
            MONDAY.plus(Duration.ofDays(opened)),
            MONDAY.plus(Duration.ofDays(closed)),
            outcome,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            new TreeMap<>());
    return new Case(
        observation, LevelScheme.EMPTY.levelsOf(Map.of()), new Features(new float[0]), 1);
  }

  private static final class Recorder implements Contender {

    private final List<String> told = new ArrayList<>();

    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public double predict(Case deal) {
      told.add("predict " + deal.observation().dealId());
      return 0.5;
    }

    @Override
    public double predictAtClose(Case deal) {
      told.add("predict " + deal.observation().dealId() + " at close");
      return 0.5;
    }

    @Override
    public void learn(Case deal) {
      told.add("learn " + deal.observation().dealId());
    }

    @Override
    public void refit() {
      told.add("refit");
    }
  }
}
