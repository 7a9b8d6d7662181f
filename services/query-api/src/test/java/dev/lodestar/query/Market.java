package dev.lodestar.query;

import dev.lodestar.core.account.AccountPast;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.Disqualification;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.Refit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A seeded world in which retail companies of middling size that use Kafka buy more often.
public final class Market {

  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static final List<String> INDUSTRIES = List.of("retail", "banking", "media", "mining");
  private static final List<String> TECHNOLOGIES = List.of("kafka", "spark", "sap");

  private final Random random;

  public Market(long seed) {
    random = new Random(seed);
  }

  /// Deals of a year.
  public List<Observation> deals(int count) {
    List<Observation> deals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SortedMap<String, AttributeValue> attributes = attributes();
      boolean isWon = random.nextDouble() < 1 / (1 + Math.exp(-logOdds(attributes)));
      Instant closedAt = NOON.minus(Duration.ofHours(24L * 365 * (count - i) / count));
      Outcome outcome =
          isWon
              ? new Outcome.Won(
                  random.nextInt(20) == 0
                      ? Optional.of(closedAt.plus(Duration.ofDays(3)))
                      : Optional.empty())
              : new Outcome.Lost();
      deals.add(
          new Observation(
              "acct-" + i,
              "deal-" + i,
              closedAt.minus(Duration.ofDays(20)),
              closedAt,
              outcome,
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              attributes));
    }
    return deals;
  }

  public AccountView account(String id, Lifecycle lifecycle) {
    return new AccountView(
        id,
        NOON,
        attributes(),
        lifecycle,
        lifecycle == Lifecycle.LAPSED ? Optional.of(NOON) : Optional.empty(),
        Optional.empty(),
        0,
        new Engagement(1.5, NOON, Engagement.HALF_LIFE),
        Optional.of(NOON),
        AccountPast.from(NOON));
  }

  private SortedMap<String, AttributeValue> attributes() {
    SortedMap<String, AttributeValue> attributes = new TreeMap<>();
    attributes.put(
        "industry", new AttributeValue.Text(INDUSTRIES.get(random.nextInt(INDUSTRIES.size()))));
    if (random.nextInt(10) > 0) {
      attributes.put("employees", new AttributeValue.Quantity(5 + random.nextInt(2_000)));
    }
    List<String> used = new ArrayList<>(TECHNOLOGIES);
    used.removeIf(_ -> random.nextBoolean());
    attributes.put("technologies", AttributeValue.Tags.of(used));
    return attributes;
  }

  private static double logOdds(SortedMap<String, AttributeValue> attributes) {
    double logOdds = -1;
    if (new AttributeValue.Text("retail").equals(attributes.get("industry"))) {
      logOdds += 1.6;
    }
    if (attributes.get("employees") instanceof AttributeValue.Quantity(var size)
        && size >= 50
        && size < 1_000) {
      logOdds += 1.1;
    }
    if (attributes.get("technologies") instanceof AttributeValue.Tags(var tags)
        && tags.contains("kafka")) {
      logOdds += 0.9;
    }
    return logOdds;
  }

  public static LearnedProfile learned(ProfileDefinition definition, List<Observation> deals) {
    Evidence evidence = new Evidence(definition);
    deals.forEach(evidence::add);
    return Refit.of(definition, evidence);
  }

  public static ProfileVersion version(
      String profileId, int number, Optional<LearnedProfile> before, LearnedProfile learned) {
    return new ProfileVersion(
        profileId,
        number,
        NOON.plusSeconds(number),
        new Cause(3, 2, 1, 0, false, false, List.of("industry=retail rose by 0.4")),
        ProfileChange.between(before, number - 1, learned, number),
        learned);
  }

  public static ProfileStatus status(String profileId, int version, LearnedProfile learned) {
    return new ProfileStatus(
        profileId,
        NOON.plusSeconds(60),
        learned.asOf(),
        version,
        learned.totals(),
        2,
        List.of("no weight moved beyond its uncertainty"),
        List.of("industry retail from +0.31 to +0.42"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static AccountFit fit(String profileId, int version, LearnedProfile l, AccountView view) {
    Fit fit = Fitting.of(l.posterior(), l.scale(), view.attributes());
    return new AccountFit(
        view.accountId(),
        profileId,
        version,
        fit.probability(),
        fit.score(),
        fit.tier(),
        NOON,
        Disqualification.met(l, fit).stream().map(Disqualification::words).toList(),
        view.lapsedAt().map(_ -> fit.tier()));
  }
}
