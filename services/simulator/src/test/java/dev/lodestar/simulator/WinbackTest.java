package dev.lodestar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Probability;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Refit;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.simulator.Winback.Chapter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The story, without Kafka: nobody is near the bar, on either side.
class WinbackTest {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  /// Far enough that neither hysteresis nor the luck of the draw decides, in log-odds.
  private static final double FAR = 0.5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void leavesNobodyNearTheBar(long seed) {
    var story = new Winback(seed, START);
    var ledgers = new TreeMap<String, Ledger>();
    Optional<LearnedProfile> version = Optional.empty();
    for (Chapter chapter : Chapter.values()) {
      tell(story.events(chapter), ledgers);
      if (chapter != Chapter.FUNDING) {
        version = Optional.of(learned(story, ledgers));
      }
      var fitting = new Fitting(version.orElseThrow().posterior(), version.orElseThrow().scale());
      var expected = story.announcedBy(chapter);
      ledgers.forEach((account, ledger) -> {
        if (ledger.lapsedAt().isPresent() && account.startsWith("churned")) {
          boolean isCandidate =
              Optional.ofNullable(expected.get(account))
                  .map(List::getLast)
                  .filter(crossing -> crossing.state() == State.CANDIDATE)
                  .isPresent();
          assertThat(above(fitting, ledger))
              .as("%s of %s after %s", account, ledger.view().attributes(), chapter)
              .matches(above -> isCandidate ? above > FAR : above < -FAR);
        }
      });
    }
    assertThat(story.announcedBy(Chapter.FUNDING)).hasSize(100);
    assertThat(story.announcedBy(Chapter.TURN)).hasSize(180);
    assertThat(story.announcedBy(Chapter.FALL).values().stream().filter(c -> c.size() == 2))
        .hasSize(30);
  }

  private static void tell(List<AccountEvent> events, Map<String, Ledger> ledgers) {
    for (AccountEvent event : events) {
      var first = Ledger.empty(event.accountId()).after(event);
      ledgers.merge(event.accountId(), first, (ledger, _) -> ledger.after(event));
    }
  }

  private static LearnedProfile learned(Winback story, Map<String, Ledger> ledgers) {
    var evidence = new Evidence(story.definition());
    ledgers.values().forEach(ledger -> Observations.of(ledger).forEach(evidence::add));
    return Refit.of(story.definition(), evidence);
  }

  private static double above(Fitting fitting, Ledger ledger) {
    FitScale scale = fitting.scale();
    return Probability.logOdds(fitting.probability(ledger.view().attributes()))
        - Probability.logOdds(scale.lowestFitOf(Tier.B));
  }
}
