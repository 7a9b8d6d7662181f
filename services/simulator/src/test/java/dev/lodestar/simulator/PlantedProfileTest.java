package dev.lodestar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Quantity;
import dev.lodestar.core.account.AttributeValue.Tags;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.profile.Criterion;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Refit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The learner, without Kafka, against a market whose truth is known.
class PlantedProfileTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int DRIFT_DAY = 365;
  private static final int LAST_DAY = 700;

  private static final Map<String, AttributeValue> WANTED =
      Map.of(
          "industry",
          new Text("software"),
          "employees",
          new Quantity(200),
          "technologies",
          Tags.of("kafka"),
          "business_model",
          new Text("b2b"),
          Behaviours.PRICING_PAGE_30D,
          new Quantity(1));

  private static final Map<String, AttributeValue> UNWANTED =
      Map.of(
          "industry",
          new Text("education"),
          "employees",
          new Quantity(4),
          "technologies",
          Tags.of("sap"),
          "business_model",
          new Text("b2c"),
          Behaviours.PRICING_PAGE_30D,
          new Quantity(0));

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void isFoundWithNothingAddedAndNothingMissingAndFoundAnewAfterTheDrift(long seed) {
    var watched = new Watched(seed);

    LearnedProfile before = watched.learnedBefore(DRIFT_DAY);
    LearnedProfile after = watched.learnedBefore(LAST_DAY);

    assertThat(attributes(before)).isEqualTo(Market.BEFORE.effects().keySet());
    assertThat(attributes(after)).isEqualTo(Market.AFTER.effects().keySet());
    var fitting = new Fitting(before.posterior(), before.scale());
    assertThat(fitting.fit(WANTED).reasons())
        .extracting(Reason::weight)
        .allSatisfy(weight -> assertThat(weight).isPositive());
    assertThat(fitting.fit(UNWANTED).reasons())
        .extracting(Reason::weight)
        .allSatisfy(weight -> assertThat(weight).isNegative());
  }

  private static Set<String> attributes(LearnedProfile learned) {
    return learned.criteria().stream().map(Criterion::attribute).collect(Collectors.toSet());
  }

  /// What was reported of a world until some day.
  private static final class Watched {

    private static final ProfileDefinition DEFINITION = definition();

    private final Iterator<Happening> happenings;
    private final Map<String, Ledger> ledgers = new HashMap<>();

    Watched(long seed) {
      var settings = new WorldSettings(seed, Timeline.from(START), 15, OptionalInt.of(DRIFT_DAY));
      happenings = new World(settings).happenings();
    }

    LearnedProfile learnedBefore(int day) {
      for (Happening next = happenings.next(); next.day() < day; next = happenings.next()) {
        var event = next.event();
        var first = Ledger.empty(event.accountId()).after(event);
        ledgers.merge(event.accountId(), first, (ledger, _) -> ledger.after(event));
      }
      var evidence = new Evidence(DEFINITION);
      ledgers.values().forEach(ledger -> Observations.of(ledger).forEach(evidence::add));
      return Refit.of(DEFINITION, evidence);
    }

    private static ProfileDefinition definition() {
      var defaults = ProfileDefinition.withDefaults("default");
      return new ProfileDefinition(
          defaults.profileId(),
          defaults.kind(),
          defaults.scope(),
          defaults.attributes(),
          defaults.behaviours(),
          defaults.hypotheses(),
          defaults.valuation(),
          Optional.of(Duration.ofDays(90)),
          defaults.tiers(),
          defaults.publication());
    }
  }
}
