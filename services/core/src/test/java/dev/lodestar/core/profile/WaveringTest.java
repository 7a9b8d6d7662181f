package dev.lodestar.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.TierHysteresis;
import dev.lodestar.core.observation.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Evidence that wavers: a twentieth of the deals is put right and wrong again, many times over.
class WaveringTest {

  private static final ProfileDefinition DEFINITION = ProfileDefinition.withDefaults("default");
  private static final int ROUNDS = 8;
  private static final int DEALS = 600;
  private static final int WAVERING = 30;
  private static final int ACCOUNTS = 300;

  /// Though every refit were published, an account that left a tier does not come back.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void movesNoAccountToAndFro(long seed) {
    var market = new SomeMarket(seed, -0.5);
    var evidence = new Evidence(DEFINITION);
    deals(market, DEALS).forEach(evidence::add);
    var wavering = deals(market, WAVERING);
    var accounts = deals(market, ACCOUNTS);
    List<Tier> tiers = new ArrayList<>();
    int[] moves = new int[ACCOUNTS];

    for (int round = 0; round < ROUNDS; round++) {
      wavering.forEach(round % 2 == 0 ? evidence::add : evidence::remove);
      var learned = Refit.of(DEFINITION, evidence);
      var fitting = new Fitting(learned.posterior(), learned.scale());
      for (int i = 0; i < ACCOUNTS; i++) {
        double fit = fitting.probability(accounts.get(i).attributes());
        if (round == 0) {
          tiers.add(learned.scale().tier(fit));
        } else {
          Tier now = TierHysteresis.tier(Optional.of(tiers.get(i)), fit, learned.scale());
          moves[i] += now == tiers.set(i, now) ? 0 : 1;
        }
      }
    }

    assertThat(IntStream.of(moves)).allMatch(count -> count <= 1);
  }

  private static List<Observation> deals(SomeMarket market, int count) {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < count; i++) {
      deals.add(market.deal(SomeMarket.START.plus(Duration.ofHours(5L * i)), SomeMarket.TASTE));
    }
    return deals;
  }
}
