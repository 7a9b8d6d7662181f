package dev.lodestar.core.retargeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.AttributeValue.Text;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.evidence.Reading;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.SomePosterior;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.fit.TierHysteresis;
import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.core.retargeting.Standing.RuledOut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetargetingPolicyTest {

  private static final RetargetingPolicy POLICY = RetargetingPolicy.DEFAULT;
  private static final Instant LAPSED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = LAPSED.plus(Duration.ofDays(60));
  private static final FitScale SCALE = new FitScale(List.of(), 0.8, 0.6, 0.3);

  private static final Map<String, AttributeValue> POOR =
      Map.of("funding", new Text("none"), "industry", new Text("retail"));
  private static final Map<String, AttributeValue> FUNDED =
      Map.of("funding", new Text("series-b"), "industry", new Text("retail"));

  private static final Fitting PROFILE = profile(-0.5, 0.9, 0.1, SCALE);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  /// By hand: log-odds were −0.5 + 0.1 = −0.4, which is 40% and tier C, and are 0.9 + 0.1 = 1.0,
  /// 73% and tier B: up by 1.4.
  @Test
  void winsBackAnAccountThatChanged() {
    var decision = POLICY.decide(Optional.empty(), lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER));

    assertThat(decision)
        .contains(
            new Retargeting(
                "a",
                "default",
                2,
                State.CANDIDATE,
                Cause.ACCOUNT,
                Tier.B,
                Tier.B,
                Tier.C,
                50,
                LAPSED,
                LATER,
                Optional.of(new Moved(1.4, 0)),
                List.of("funding went from none to series-b (+1.4)"),
                List.of(LATER)));
  }

  /// Retail was worth 0.1 and is worth 1.2; the bar stayed where it was.
  @Test
  void winsBackAnAccountThatTheProfileCameTo() {
    var decision =
        POLICY
            .decide(
                Optional.empty(),
                lapsed(POOR, PROFILE, POOR, profile(-0.5, 0.9, 1.2, SCALE), LATER))
            .orElseThrow();

    assertThat(decision.cause()).isEqualTo(Cause.PROFILE);
    assertThat(decision.reasons())
        .containsExactly("the profile now values industry retail more (+1.1)");
  }

  /// The bar fell from 60% to 35%: ln(0.6/0.4) − ln(0.35/0.65) = 1.02.
  @Test
  void winsBackAnAccountWhenTheBarFalls() {
    var decision =
        POLICY
            .decide(
                Optional.empty(),
                lapsed(
                    POOR,
                    PROFILE,
                    POOR,
                    profile(-0.5, 0.9, 0.1, new FitScale(List.of(), 0.8, 0.35, 0.3)),
                    LATER))
            .orElseThrow();

    assertThat(decision.cause()).isEqualTo(Cause.PROFILE);
    assertThat(decision.reasons()).containsExactly("the bar of tier B fell for everybody (+1.0)");
  }

  @Test
  void saysWhatBecameKnown() {
    var decision =
        POLICY.decide(
            Optional.empty(),
            lapsed(Map.of("industry", new Text("retail")), PROFILE, FUNDED, PROFILE, LATER));

    assertThat(decision.orElseThrow().reasons())
        .containsExactly("funding is now known, series-b (+0.9)");
  }

  @Test
  void leavesAnAccountAloneWhileItCoolsDown() {
    assertThat(
            POLICY.decide(
                Optional.empty(),
                lapsed(
                    POOR,
                    PROFILE,
                    FUNDED,
                    PROFILE,
                    LAPSED.plus(Duration.ofDays(30)).minusMillis(1))))
        .isEmpty();
    assertThat(
            POLICY.decide(
                Optional.empty(),
                lapsed(POOR, PROFILE, FUNDED, PROFILE, LAPSED.plus(Duration.ofDays(30)))))
        .isPresent();
  }

  /// The account's clock may run ahead of the profile's.
  @Test
  void doesNotTakeBackWhatAnEarlierTimeAsksAbout() {
    var candidate = POLICY.decide(Optional.empty(), lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER));

    assertThat(
            POLICY.decide(
                candidate,
                lapsed(POOR, PROFILE, FUNDED, PROFILE, LAPSED.plus(Duration.ofDays(10)))))
        .isEmpty();
  }

  @Test
  void leavesAnAccountAloneThatHadAlwaysFitted() {
    assertThat(POLICY.decide(Optional.empty(), lapsed(FUNDED, PROFILE, FUNDED, PROFILE, LATER)))
        .isEmpty();
  }

  /// 58% is tier C, but hysteresis left the account in tier B all along.
  @Test
  void leavesAnAccountAloneThatDidNotMove() {
    var almost = profile(0.22, 0.9, 0.1, SCALE);

    var now = standing(POOR, almost, POOR, almost, Tier.B, LATER);

    assertThat(now.lapse().orElseThrow().then().tier()).isEqualTo(Tier.C);
    assertThat(POLICY.decide(Optional.empty(), now)).isEmpty();
  }

  @Test
  void withdrawsWhatLapsedAnew() {
    var candidate = POLICY.decide(Optional.empty(), lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER));
    var anew = new AtLapse(LATER, 2, Tier.B, SCALE, PROFILE.fit(FUNDED));
    var fit = PROFILE.fit(FUNDED);

    var decision =
        POLICY.decide(
            candidate,
            new Standing(
                "a",
                "default",
                2,
                Lifecycle.LAPSED,
                fit,
                fit.tier(),
                SCALE,
                Optional.empty(),
                Optional.of(new Standing.Lapse(Optional.empty(), anew, fit)),
                List.of(LATER),
                LATER.plus(Duration.ofDays(40))));

    assertThat(decision.orElseThrow().state()).isEqualTo(State.WITHDRAWN);
    assertThat(decision.orElseThrow().reasons()).containsExactly("it lapsed anew");
  }

  @Test
  void saysThingsOnce() {
    var now = lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER);
    var decision = POLICY.decide(Optional.empty(), now);

    assertThat(POLICY.decide(decision, now)).isEmpty();
    assertThat(POLICY.decide(Optional.empty(), lapsed(POOR, PROFILE, POOR, PROFILE, LATER)))
        .isEmpty();
  }

  @Test
  void withdrawsWhatNoLongerFits() {
    var candidate = POLICY.decide(Optional.empty(), lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER));
    var worse = profile(-0.5, -0.6, 0.1, SCALE);

    var back = POLICY.decide(candidate, lapsed(POOR, PROFILE, POOR, PROFILE, LATER)).orElseThrow();
    var down = POLICY.decide(candidate, lapsed(FUNDED, PROFILE, FUNDED, worse, LATER));

    assertThat(back.state()).isEqualTo(State.WITHDRAWN);
    assertThat(back.reasons())
        .containsExactly("what had brought it to tier B no longer holds (-1.4)");
    assertThat(back.cause()).isEqualTo(Cause.ACCOUNT);
    assertThat(down.orElseThrow().cause()).isEqualTo(Cause.PROFILE);
    assertThat(down.orElseThrow().reasons())
        .containsExactly("the profile now values funding series-b less (-1.5)");
    assertThat(POLICY.decide(Optional.of(back), lapsed(POOR, PROFILE, POOR, PROFILE, LATER)))
        .isEmpty();
  }

  @Test
  void withdrawsWhenADealOpens() {
    var candidate = POLICY.decide(Optional.empty(), lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER));

    var open = POLICY.decide(candidate, notLapsed(Lifecycle.IN_DEAL)).orElseThrow();

    assertThat(open.state()).isEqualTo(State.WITHDRAWN);
    assertThat(open.reasons()).containsExactly("a deal is open");
    assertThat(open.lapsedAt()).isEqualTo(LAPSED);
    assertThat(POLICY.decide(Optional.of(open), notLapsed(Lifecycle.IN_DEAL))).isEmpty();
    assertThat(POLICY.decide(Optional.empty(), notLapsed(Lifecycle.CUSTOMER))).isEmpty();
  }

  @Test
  void leavesAloneWhatTheProfileRulesOut() {
    var now = lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER);
    var candidate = POLICY.decide(Optional.empty(), now);

    assertThat(POLICY.decide(Optional.empty(), ruledOut(now, true))).isEmpty();
    assertThat(POLICY.decide(candidate, ruledOut(now, true)).orElseThrow().cause())
        .isEqualTo(Cause.PROFILE);
    assertThat(POLICY.decide(candidate, ruledOut(now, false)).orElseThrow().cause())
        .isEqualTo(Cause.ACCOUNT);
    assertThat(POLICY.decide(candidate, ruledOut(now, false)).orElseThrow().reasons())
        .containsExactly("industry retail rules it out");
  }

  @Test
  void leavesAloneWhoLapsedForAnExcludedReason() {
    var now = lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER);
    var candidate = POLICY.decide(Optional.empty(), now);
    var excluding = policy(Tier.B, " Price ");

    assertThat(excluding.decide(Optional.empty(), now)).isEmpty();
    var decision = excluding.decide(candidate, now).orElseThrow();
    assertThat(decision.cause()).isEqualTo(Cause.POLICY);
    assertThat(decision.reasons())
        .containsExactly("the policy excludes who lapsed for this reason: price");
  }

  @Test
  void withdrawsWhatAChangedBarLeavesOut() {
    var now = lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER);
    var candidate = POLICY.decide(Optional.empty(), now);

    var raised = policy(Tier.A).decide(candidate, now).orElseThrow();
    var lowered = policy(Tier.C).decide(candidate, now).orElseThrow();

    assertThat(raised.cause()).isEqualTo(Cause.POLICY);
    assertThat(raised.reasons()).containsExactly("the policy now asks for tier A");
    assertThat(lowered.cause()).isEqualTo(Cause.POLICY);
    assertThat(lowered.reasons())
        .containsExactly("the policy now asks for tier C, which it was in already when it lapsed");
  }

  @Test
  void waitsForTheFrequencyCap() {
    var policy = policy(Tier.B);
    var now = lapsed(POOR, PROFILE, FUNDED, PROFILE, LATER);
    var first = LATER.minus(Duration.ofDays(20));
    var second = LATER.minus(Duration.ofDays(10));

    assertThat(policy.decide(Optional.empty(), announced(now, second)).orElseThrow().announced())
        .containsExactly(second, LATER);
    assertThat(policy.decide(Optional.empty(), announced(now, second, first))).isEmpty();
    assertThat(policy.judge(Optional.empty(), announced(now, second, first).situation()))
        .isEqualTo(new Verdict.Wait(first.plus(Duration.ofDays(30))));
    assertThat(
            policy.judge(
                Optional.empty(),
                announced(now, second, LATER.minus(Duration.ofDays(30))).situation()))
        .isEqualTo(new Verdict.Announce());
  }

  @Test
  void waitsUntilAnAccountHasCooledDown() {
    var soon = lapsed(POOR, PROFILE, FUNDED, PROFILE, LAPSED.plus(Duration.ofDays(3)));

    assertThat(POLICY.judge(Optional.empty(), soon.situation()))
        .isEqualTo(new Verdict.Wait(LAPSED.plus(Duration.ofDays(30))));
  }

  @Test
  void refusesABarThatEveryAccountReaches() {
    assertThatThrownBy(() -> policy(Tier.D)).isInstanceOf(IllegalArgumentException.class);
  }

  /// Over any walk of accounts and profiles, candidates and withdrawals take turns, and the last
  /// word is true.
  @ParameterizedTest
  @MethodSource("seeds")
  void announcesEveryCrossingExactlyOnce(long seed) {
    var random = new Random(seed);
    Optional<Retargeting> standing = Optional.empty();
    var said = new ArrayList<State>();
    Tier tier = PROFILE.fit(POOR).tier();
    for (int step = 0; step < 100; step++) {
      var attributes = random.nextBoolean() ? POOR : FUNDED;
      var profile =
          profile(random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), SCALE);
      var fit = profile.fit(attributes);
      tier = TierHysteresis.tier(Optional.of(tier), fit.probability(), SCALE);
      boolean open = random.nextInt(10) == 0;
      var now =
          open
              ? notLapsed(Lifecycle.IN_DEAL)
              : standing(POOR, PROFILE, attributes, profile, tier, LATER.plusSeconds(step));

      var decision = POLICY.decide(standing, now);
      var repeated = POLICY.decide(decision.isPresent() ? decision : standing, now);

      decision.ifPresent(d -> said.add(d.state()));
      standing = decision.isPresent() ? decision : standing;
      boolean candidate = standing.filter(s -> s.state() == State.CANDIDATE).isPresent();
      assertThat(repeated).isEmpty();
      if (candidate) {
        assertThat(!open && tier.isAtLeast(Tier.B)).isTrue();
      } else {
        assertThat(!open && TierHysteresis.isClearlyAbove(fit.probability(), SCALE.cutB()))
            .isFalse();
      }
    }

    for (int i = 0; i < said.size(); i++) {
      assertThat(said.get(i)).isEqualTo(i % 2 == 0 ? State.CANDIDATE : State.WITHDRAWN);
    }
  }

  private static Standing lapsed(
      Map<String, AttributeValue> was,
      Fitting profileWas,
      Map<String, AttributeValue> is,
      Fitting profileIs,
      Instant at) {
    return standing(was, profileWas, is, profileIs, profileIs.fit(is).tier(), at);
  }

  private static Standing standing(
      Map<String, AttributeValue> was,
      Fitting profileWas,
      Map<String, AttributeValue> is,
      Fitting profileIs,
      Tier tier,
      Instant at) {
    return new Standing(
        "a",
        "default",
        2,
        Lifecycle.LAPSED,
        profileIs.fit(is),
        tier,
        profileIs.scale(),
        Optional.empty(),
        Optional.of(
            new Standing.Lapse(
                Optional.of("price"), AtLapse.of(LAPSED, 1, profileWas, was), profileIs.fit(was))),
        List.of(),
        at);
  }

  private static Standing notLapsed(Lifecycle lifecycle) {
    var fit = PROFILE.fit(FUNDED);
    return new Standing(
        "a",
        "default",
        2,
        lifecycle,
        fit,
        fit.tier(),
        SCALE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        LATER);
  }

  private static Standing ruledOut(Standing standing, boolean byProfile) {
    return with(
        standing, Optional.of(new RuledOut(List.of("industry retail"), byProfile)), List.of());
  }

  private static Standing announced(Standing standing, Instant... times) {
    return with(standing, Optional.empty(), List.of(times));
  }

  private static Standing with(
      Standing standing, Optional<RuledOut> ruledOut, List<Instant> announced) {
    return new Standing(
        standing.accountId(),
        standing.profileId(),
        standing.version(),
        standing.lifecycle(),
        standing.fit(),
        standing.tier(),
        standing.scale(),
        ruledOut,
        standing.lapse(),
        announced,
        standing.at());
  }

  private static RetargetingPolicy policy(Tier bar, String... excluded) {
    return new RetargetingPolicy(
        bar,
        POLICY.coolDown(),
        new TreeSet<>(List.of(excluded)),
        new FrequencyCap(2, Duration.ofDays(30)));
  }

  private static Fitting profile(double none, double seriesB, double retail, FitScale scale) {
    return new Fitting(
        SomePosterior.independent(
            0,
            nominal("funding", List.of("none", "series-b"), none, seriesB),
            nominal("industry", List.of("health", "retail"), 0, retail)),
        scale);
  }

  private static AttributeWeights nominal(
      String name, List<String> values, double first, double second) {
    return new AttributeWeights(
        name,
        new Reading.Nominal(values, false),
        List.of(
            new LevelWeight(values.getFirst(), first, 0.05, 0.5, 100, 50),
            new LevelWeight(values.getLast(), second, 0.05, 0.5, 100, 50)),
        0.5,
        0.001,
        5,
        0.5);
  }
}
