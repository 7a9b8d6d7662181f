package dev.lodestar.wire;

import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AccountEvent.Utm;
import dev.lodestar.core.account.AccountPast;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Behaviours;
import dev.lodestar.core.account.Candidacy;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Handover;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.definition.AttributeRule;
import dev.lodestar.core.definition.Hypothesis;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.evaluation.Quality;
import dev.lodestar.core.evaluation.Quality.TierQuality;
import dev.lodestar.core.evidence.EvidenceTotals;
import dev.lodestar.core.evidence.LeftOut;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.Baseline;
import dev.lodestar.core.learner.Covariance;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.learner.Posterior;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.core.observation.Valuation;
import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.Criterion;
import dev.lodestar.core.profile.Label;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileChange.Contribution;
import dev.lodestar.core.profile.ProfileChange.Estimate;
import dev.lodestar.core.profile.ProfileChange.Move;
import dev.lodestar.core.profile.ProfileChange.TierCuts;
import dev.lodestar.core.profile.ProfileRequest;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.profile.Rescoring;
import dev.lodestar.core.profile.TierShift;
import dev.lodestar.core.retargeting.FrequencyCap;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.wire.webhook.Failure;
import dev.lodestar.wire.webhook.Filter;
import dev.lodestar.wire.webhook.Places;
import dev.lodestar.wire.webhook.Progress;
import dev.lodestar.wire.webhook.Progress.Trouble;
import dev.lodestar.wire.webhook.Secret;
import dev.lodestar.wire.webhook.Webhook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/// Any value of the domain that may cross a topic, drawn by a seed.
public final class Any {

  private static final long EARLIEST = Instant.parse("1980-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
  private static final String LETTERS = "abcXYZ 0189-_.:/äß中\uD83D\uDE80\"\\";

  private final Random random;

  public Any(long seed) {
    random = new Random(seed);
  }

  public AccountEvent event() {
    return random.nextInt(10) == 0 ? merged(text(40)) : event(text(40));
  }

  private AccountEvent event(String accountId) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> attributesObserved(accountId);
      case 6, 7, 8, 9 -> siteVisited(accountId);
      case 10, 11, 12, 13, 14 -> dealReported(accountId);
      case 15 -> new AccountEvent.AccountErased(text(40), accountId, instant(), text(10));
      default -> churnReported(accountId);
    };
  }

  private AccountEvent.AccountMerged merged(String into) {
    return new AccountEvent.AccountMerged(text(40), into + "'", instant(), text(10), into);
  }

  public AccountEnd accountEnd() {
    return new AccountEnd(text(40), Optional.of(instant()), maybe(() -> text(40)));
  }

  public Handover handover() {
    var merge = merged(text(40));
    return Handover.of(Ledger.of(merge.accountId(), list(9, () -> event(merge.accountId()))), merge)
        .leaving(
            list(3, () -> text(40)), list(3, () -> new Candidacy(text(40), text(9), instant())));
  }

  private AccountEvent attributesObserved(String accountId) {
    var attributes = new TreeMap<String, Optional<AttributeValue>>();
    times(6, () -> attributes.put(text(20), maybe(this::value)));
    return new AccountEvent.AttributesObserved(
        text(40), accountId, instant(), text(10), attributes);
  }

  private AccountEvent siteVisited(String accountId) {
    return new AccountEvent.SiteVisited(
        text(40),
        accountId,
        instant(),
        text(10),
        "/" + text(30).strip().replace("/", ""),
        maybe(() -> text(50)),
        new Utm(maybe(() -> text(9)), maybe(() -> text(9)), maybe(() -> text(9))),
        maybe(() -> text(30)),
        maybe(() -> Duration.ofMillis(random.nextLong(2_592_000_000L))));
  }

  private AccountEvent dealReported(String accountId) {
    Instant openedAt = instant();
    Instant closedAt = openedAt.plusMillis(random.nextLong(100_000_000_000L));
    return new AccountEvent.DealReported(
        text(40),
        accountId,
        closedAt,
        text(10),
        text(3),
        random.nextInt(5),
        one(DealStage.values()),
        maybe(() -> text(9)),
        maybeNumber(),
        maybeNumber(),
        maybe(() -> openedAt),
        maybe(() -> closedAt),
        maybe(() -> text(60)),
        values());
  }

  private AccountEvent churnReported(String accountId) {
    return new AccountEvent.ChurnReported(
        text(40),
        accountId,
        instant(),
        text(10),
        one(ChurnKind.values()),
        maybe(() -> text(9)),
        maybe(() -> text(60)),
        instant());
  }

  public Ledger ledger() {
    String accountId = text(40);
    var ledger = Ledger.of(accountId, list(20, () -> event(accountId)));
    return switch (random.nextInt(10)) {
      case 0 -> ledger.after(merged(accountId));
      case 1 ->
          ledger.after(
              new AccountEvent.AccountMerged(
                  text(40), accountId, instant(), text(10), accountId + "'"));
      default -> ledger;
    };
  }

  public Observation observation() {
    Instant openedAt = instant();
    return new Observation(
        text(40),
        text(40),
        openedAt,
        openedAt.plusMillis(random.nextLong(100_000_000_000L)),
        random.nextBoolean() ? new Outcome.Lost() : new Outcome.Won(maybe(this::instant)),
        maybeNumber(),
        maybeNumber(),
        values());
  }

  public AccountView accountView() {
    Instant asOf = instant();
    return new AccountView(
        text(40),
        asOf,
        values(),
        one(Lifecycle.values()),
        maybe(this::instant),
        maybe(() -> text(20)),
        random.nextInt(9),
        new Engagement(
            random.nextDouble(99), asOf, Duration.ofMillis(1 + random.nextInt(1_000_000))),
        maybe(this::instant),
        past());
  }

  private AccountPast past() {
    var changes = new TreeMap<String, List<AccountPast.Change>>();
    times(
        4,
        () -> {
          Instant first = instant();
          changes.put(
              text(9),
              IntStream.rangeClosed(0, random.nextInt(4))
                  .mapToObj(i -> new AccountPast.Change(first.plusMillis(i), maybe(this::value)))
                  .toList());
        });
    return new AccountPast(instant(), changes);
  }

  public AccountFit accountFit() {
    return new AccountFit(
        text(40),
        profileId(),
        1 + random.nextInt(999),
        random.nextDouble(),
        random.nextInt(101),
        one(Tier.values()),
        instant(),
        list(2, () -> text(20)),
        maybe(() -> one(Tier.values())));
  }

  public RetargetingPolicy retargetingPolicy() {
    return new RetargetingPolicy(
        one(new Tier[] {Tier.A, Tier.B, Tier.C}),
        Duration.ofMillis(random.nextLong(1, 1_000_000_000_000L) % (86_400_000L * 3660)),
        Set.copyOf(list(4, () -> "r" + text(9))),
        new FrequencyCap(1 + random.nextInt(100), Duration.ofHours(1 + random.nextInt(8000))));
  }

  public Retargeting retargeting() {
    return new Retargeting(
        text(40),
        profileId(),
        1 + random.nextInt(999),
        one(Retargeting.State.values()),
        one(Retargeting.Cause.values()),
        one(Tier.values()),
        one(Tier.values()),
        one(Tier.values()),
        random.nextInt(101),
        instant(),
        instant(),
        maybe(() -> new Moved(number(), number())),
        list(4, () -> text(40)),
        list(4, this::instant));
  }

  public ProfileDefinition profileDefinition() {
    var scope = new TreeMap<String, Scope.Bounds>();
    times(3, () -> scope.put(text(9), bounds()));
    var rules = new TreeMap<String, AttributeRule>();
    times(8, () -> rules.put(text(9), rule()));
    var behaviours = new TreeSet<>(Behaviours.ALL);
    behaviours.removeIf(_ -> random.nextBoolean());
    return new ProfileDefinition(
        profileId(),
        one(ProfileDefinition.Kind.values()),
        new Scope(scope),
        rules,
        behaviours,
        list(
            5,
            () ->
                new Hypothesis(
                    text(9),
                    text(9),
                    one(Hypothesis.Direction.values()),
                    1 + random.nextInt(9_999))),
        new Valuation(duration(), maybePositive()),
        maybe(this::duration),
        new TierShares(0.1 + share(0.1), 0.1 + share(0.2), 0.1 + share(0.3)),
        new Publication(duration(), 0.01 + share(5), 0.01 + share(0.9)));
  }

  private Scope.Bounds bounds() {
    double low = number();
    return switch (random.nextInt(4)) {
      case 0 -> new Scope.OneOf(new TreeSet<>(List.of(text(9), text(9))));
      case 1 ->
          new Scope.Range(low, random.nextBoolean(), low + 1 + share(9), random.nextBoolean());
      case 2 -> new Scope.Range(low, random.nextBoolean(), Double.POSITIVE_INFINITY, false);
      default -> new Scope.Range(Double.NEGATIVE_INFINITY, false, low, random.nextBoolean());
    };
  }

  private AttributeRule rule() {
    return switch (random.nextInt(5)) {
      case 0 -> new AttributeRule.Discovered();
      case 1 -> new AttributeRule.Nominal();
      case 2 -> new AttributeRule.Ordered(ascending());
      case 3 -> new AttributeRule.Tagged();
      default -> new AttributeRule.Ignored();
    };
  }

  public ProfileVersion profileVersion() {
    return new ProfileVersion(
        profileId(), 1 + random.nextInt(999), instant(), cause(), change(), learned());
  }

  public PublishedChange publishedChange() {
    return new PublishedChange(
        one(PublishedChange.Kind.values()),
        profileId(),
        instant(),
        instant(),
        cause(),
        change(),
        maybe(this::rescoring));
  }

  public Pin pin() {
    return new Pin(1 + random.nextInt(99), text(20));
  }

  public Label label() {
    return new Label(1 + random.nextInt(99), text(20));
  }

  public RescoredPart rescoredPart() {
    return new RescoredPart(1 + random.nextInt(99), random.nextInt(99), rescoring());
  }

  private Rescoring rescoring() {
    return new Rescoring(200, random.nextInt(99), random.nextInt(99));
  }

  public ProfileStatus profileStatus() {
    return new ProfileStatus(
        profileId(),
        instant(),
        instant(),
        random.nextInt(99),
        totals(),
        random.nextInt(99),
        list(3, () -> text(40)),
        list(3, () -> text(40)),
        maybe(this::instant),
        maybe(() -> 1 + random.nextInt(9)),
        maybe(this::rescoring));
  }

  public ProfileRequest profileRequest() {
    return random.nextBoolean()
        ? new ProfileRequest.Hold(text(30), instant())
        : new ProfileRequest.Publish(text(30));
  }

  private Cause cause() {
    return new Cause(
        random.nextInt(99),
        random.nextInt(99),
        random.nextInt(99),
        random.nextInt(99),
        random.nextBoolean(),
        random.nextBoolean(),
        list(3, () -> text(40)));
  }

  private ProfileChange change() {
    return new ProfileChange(
        random.nextInt(99),
        1 + random.nextInt(99),
        list(9, () -> new Move(text(9), text(9), maybe(this::estimate), maybe(this::estimate))),
        list(5, this::contribution),
        list(3, this::criterion),
        list(3, this::criterion),
        list(3, this::criterion),
        maybe(this::tierCuts),
        tierCuts(),
        maybe(() -> new TierShift(random.nextDouble(), random.nextDouble())),
        text(80),
        text(200));
  }

  private Contribution contribution() {
    return new Contribution(text(9), text(9), 1 + random.nextInt(99), number(), number(), text(40));
  }

  private TierCuts tierCuts() {
    return new TierCuts(random.nextDouble(), random.nextDouble(), random.nextDouble());
  }

  public Webhook webhook() {
    var secrets = new ArrayList<>(List.of(secret(Optional.empty())));
    times(2, () -> secrets.add(secret(Optional.of(instant()))));
    return new Webhook(
        text(20),
        URI.create("https://example.com/" + random.nextInt(99)),
        maybe(() -> text(40)),
        new Filter(
            new TreeSet<>(list(2, () -> text(20))),
            new TreeSet<>(list(3, this::profileId)),
            new TreeSet<>(list(3, () -> text(9))),
            new HashSet<>(list(3, () -> one(Tier.values())))),
        random.nextBoolean(),
        maybe(() -> text(30)),
        secrets,
        places(),
        instant(),
        instant());
  }

  public Progress webhookProgress() {
    return new Progress(
        text(20),
        places(),
        random.nextInt(1_000),
        random.nextInt(9),
        maybe(this::instant),
        maybe(() ->
            new Trouble(
                text(20), 1 + random.nextInt(9), instant(), instant(), instant(), text(60))));
  }

  public Failure webhookFailure() {
    return new Failure(
        text(20), text(20), text(200), 1 + random.nextInt(9), instant(), instant(), text(60));
  }

  private Secret secret(Optional<Instant> validUntil) {
    byte[] key = new byte[24 + random.nextInt(40)];
    random.nextBytes(key);
    return new Secret(Secret.of(key).text(), validUntil);
  }

  private Places places() {
    var next = new HashMap<TopicPartition, Long>();
    times(
        6,
        () -> next.put(new TopicPartition(text(12), random.nextInt(4)), random.nextLong(1 << 20)));
    return new Places(next);
  }

  private Estimate estimate() {
    return new Estimate(number(), number());
  }

  private Criterion criterion() {
    return new Criterion(
        text(9),
        text(30),
        list(3, () -> text(9)),
        random.nextBoolean(),
        number(),
        number(),
        number());
  }

  private LearnedProfile learned() {
    double[] cuts = random.doubles(3).sorted().toArray();
    return new LearnedProfile(
        text(64),
        text(64),
        instant(),
        totals(),
        maybe(this::duration),
        posterior(),
        list(4, () -> new LeftOut(text(9), text(40))),
        new FitScale(list(99, random::nextDouble), cuts[2], cuts[1], cuts[0]),
        list(9, this::criterion),
        list(3, this::criterion),
        quality(),
        text(400));
  }

  private Posterior posterior() {
    var readings = new TreeMap<String, Reading>();
    times(5, () -> readings.put(text(9), reading()));
    var pairable = readings.entrySet().stream().filter(e -> isPairable(e.getValue())).toList();
    times(
        Math.max(0, pairable.size() - 1),
        () -> {
          var pair = pair(pairable.get(random.nextInt(pairable.size() - 1)), pairable.getLast());
          readings.put(pair.name(), pair);
        });
    List<AttributeWeights> attributes =
        readings.entrySet().stream().map(e -> weights(e.getKey(), e.getValue())).toList();
    int size = 1 + attributes.stream().mapToInt(a -> a.levels().size()).sum();
    long[] triangle =
        random.longs((long) size * (size + 1) / 2, -3_000_000_000L, 3_000_000_000L).toArray();
    return new Posterior(
        number(),
        attributes,
        new Covariance(size, triangle),
        new Baseline(
            number(),
            number(),
            number(),
            list(9, () -> new Baseline.Period(instant(), number(), number()))));
  }

  private Reading.Paired pair(Map.Entry<String, Reading> first, Map.Entry<String, Reading> second) {
    int all = first.getValue().labels().size() * second.getValue().labels().size();
    return new Reading.Paired(
        first.getKey(),
        first.getValue(),
        second.getKey(),
        second.getValue(),
        IntStream.range(0, all).filter(_ -> random.nextBoolean()).boxed().toList());
  }

  private static boolean isPairable(Reading reading) {
    return reading instanceof Reading.Nominal || reading instanceof Reading.Ordered;
  }

  private AttributeWeights weights(String attribute, Reading reading) {
    List<LevelWeight> levels =
        reading.labels().stream()
            .map(label ->
                new LevelWeight(
                    label, number(), number(), random.nextDouble(), random.nextInt(99), number()))
            .toList();
    return new AttributeWeights(
        attribute, reading, levels, number(), random.nextDouble(), number(), number());
  }

  private Reading reading() {
    List<String> names = new TreeSet<>(list(4, () -> text(9))).stream().toList();
    return switch (random.nextInt(3)) {
      case 0 -> new Reading.Nominal(names, random.nextBoolean());
      case 1 -> new Reading.Tagged(names, random.nextBoolean());
      default -> new Reading.Ordered(ascending(), random.nextBoolean());
    };
  }

  private Quality quality() {
    return new Quality(
        random.nextInt(99),
        number(),
        number(),
        random.nextDouble(),
        number(),
        number(),
        Stream.of(Tier.values())
            .map(tier -> new TierQuality(tier, random.nextDouble(), random.nextDouble()))
            .toList());
  }

  private EvidenceTotals totals() {
    long won = random.nextInt(1_000);
    long lost = random.nextInt(1_000);
    return new EvidenceTotals(
        won + lost, won, lost, won == 0 ? 0 : random.nextLong(won), number(), number());
  }

  private SortedMap<String, AttributeValue> values() {
    var values = new TreeMap<String, AttributeValue>();
    times(6, () -> values.put(text(20), value()));
    return values;
  }

  private AttributeValue value() {
    return switch (random.nextInt(3)) {
      case 0 -> new AttributeValue.Text(text(30));
      case 1 -> new AttributeValue.Quantity(number());
      default -> AttributeValue.Tags.of(list(5, () -> text(9)));
    };
  }

  private List<Double> ascending() {
    return new TreeSet<>(list(5, this::number)).stream().toList();
  }

  private String profileId() {
    return "profile-" + random.nextInt(1_000);
  }

  private Instant instant() {
    return Instant.ofEpochMilli(random.nextLong(EARLIEST, LATEST));
  }

  private Duration duration() {
    return Duration.ofMillis(1 + random.nextLong(100_000_000_000L));
  }

  private OptionalDouble maybeNumber() {
    return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(number());
  }

  private OptionalDouble maybePositive() {
    return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(0.01 + number());
  }

  // Six decimals, as versions have; from 0, as money is.
  private double number() {
    return random.nextLong(10_000_000_000L) / 1e6;
  }

  private double share(double limit) {
    return random.nextDouble() * limit;
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
  }

  private <T> List<T> list(int limit, Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(limit + 1)).toList();
  }

  private void times(int limit, Runnable action) {
    int count = random.nextInt(limit + 1);
    for (int i = 0; i < count; i++) {
      action.run();
    }
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  // Never blank, and with letters beyond ASCII and beyond sixteen bits among them.
  private String text(int limit) {
    int[] letters = LETTERS.codePoints().toArray();
    var text = new StringBuilder("t");
    times(limit - 2, () -> text.appendCodePoint(letters[random.nextInt(letters.length)]));
    return text.toString();
  }
}
