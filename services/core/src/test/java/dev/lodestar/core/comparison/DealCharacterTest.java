package dev.lodestar.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DealCharacterTest {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  /*
   * By hand. Of twenty small deals five are won (25%), of 100 each, by customers who leave after 73 of 365 days (20%);
   * each costs 10. So one brings 0.25 * 100 * 0.2 = 5. Of twenty large ones fifteen are won, of 1,000 each, for good, the
   * last of them just now. Of all, half are won, of (5 * 100 + 15 * 1,000) / 20 = 775 each; of 19 customers who have been
   * seen for 20% of a year 14 stay: 0.2 + 14 / 19 * 0.8 = 79%.
   */
  private static List<Observation> market() {
    var deals = new ArrayList<Observation>();
    for (int i = 0; i < 20; i++) {
      deals.add(deal("small-" + i, i < 5, 100, 73));
      deals.add(deal("large-" + i, i < 15, 1_000, 0));
    }
    return deals;
  }

  @Test
  void tellsDealsThatCostMoreThanTheyBring() {
    assertThat(DealCharacter.of(market(), deal -> deal.dealId().startsWith("small"), YEAR))
        .contains(
            "rarely won, small and short deals that cost more than they bring (25% won, of all 50%;"
                + " 100 on average, of all 775; customers stay 20% of the horizon, of all 79%; a deal"
                + " costs 10 and brings 5)");
  }

  @Test
  void saysNothingOfDealsThatAreAsGoodAsAny() {
    assertThat(DealCharacter.of(market(), deal -> deal.dealId().startsWith("large"), YEAR))
        .isEmpty();
  }

  @Test
  void saysNothingOfAFew() {
    assertThat(DealCharacter.of(market(), deal -> deal.dealId().matches("small-1[0-3]"), YEAR))
        .isEmpty();
  }

  private static Observation deal(String id, boolean isWon, double amount, int leftAfter) {
    Instant closedAt = id.equals("large-0") ? START.plus(YEAR.multipliedBy(2)) : START;
    return new Observation(
        "acme",
        id,
        closedAt,
        closedAt,
        isWon
            ? new Outcome.Won(
                leftAfter == 0
                    ? Optional.empty()
                    : Optional.of(closedAt.plus(Duration.ofDays(leftAfter))))
            : new Outcome.Lost(),
        isWon ? OptionalDouble.of(amount) : OptionalDouble.empty(),
        OptionalDouble.of(10),
        new TreeMap<>());
  }
}
