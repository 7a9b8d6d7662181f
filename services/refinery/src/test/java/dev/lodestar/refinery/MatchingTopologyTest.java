package dev.lodestar.refinery;

import static dev.lodestar.refinery.Facts.account;
import static dev.lodestar.refinery.Facts.day;
import static dev.lodestar.refinery.Facts.deal;
import static dev.lodestar.refinery.Facts.lost;
import static dev.lodestar.refinery.Facts.market;
import static dev.lodestar.refinery.Facts.visit;
import static dev.lodestar.refinery.Facts.won;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Fitting;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.core.profile.Rescoring;
import dev.lodestar.core.retargeting.FrequencyCap;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.refinery.walk.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatchingTopologyTest {

  private static final Duration A_WHILE = Duration.ofSeconds(2);

  @Test
  void scoresEveryAccountUnderANewVersion() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      assertThat(driver.read(driver.topics().fits())).isEmpty();

      driver.pass(A_WHILE);

      var version = driver.versions().getLast();
      var views = driver.latest(driver.topics().accountViews());
      var fits = driver.latest(driver.topics().fits());
      var fitting = new Fitting(version.learned().posterior(), version.learned().scale());
      assertThat(fits).hasSize(60);
      fits.forEach((key, fit) -> {
        var expected = fitting.fit(requireNonNull(views.get(fit.accountId())).attributes());
        assertThat(key).isEqualTo("default/" + fit.accountId());
        assertThat(fit.probability()).isEqualTo(expected.probability());
        assertThat(fit.score()).isEqualTo(expected.score());
        assertThat(fit.tier()).isEqualTo(expected.tier());
        assertThat(fit.version()).isEqualTo(version.number());
      });
    }
  }

  @Test
  void scoresAnAccountAtOnceWhenItMoves() {
    try (var driver = learned()) {
      driver.send(account("acme", 1, "banking", 20));
      var before = driver.latest(driver.topics().fits(), "default/acme");

      driver.send(account("acme", 2, "retail", 200));
      var after = driver.latest(driver.topics().fits(), "default/acme");

      assertThat(after.score()).isGreaterThan(before.score());
      assertThat(after.tier().isAtLeast(Tier.B)).isTrue();
    }
  }

  @Test
  void saysNothingOfAnAccountWhoseScoreStays() {
    try (var driver = learned()) {
      driver.send(account("acme", 1, "banking", 20));
      driver.read(driver.topics().fits());

      driver.send(account("acme", 3, Map.of()));
      driver.send(won("acme", "d1", 350));

      assertThat(driver.read(driver.topics().fits())).isEmpty();
    }
  }

  @Test
  void saysWhenAnAccountIsRuledOutAndWhenItFindsItsWayBack() {
    try (var driver = new Driver()) {
      for (int i = 0; i < 150; i++) {
        boolean isBank = i % 3 == 0;
        driver.send(account("a" + i, 1, isBank ? "banking" : "retail", 50));
        driver.send(isBank || i % 4 == 0 ? lost("a" + i, "d", 20) : won("a" + i, "d", 20));
      }
      driver.pass(A_WHILE);

      driver.send(account("acme", 1, "banking", 50));
      var out = driver.latest(driver.topics().fits(), "default/acme");
      driver.send(account("acme", 2, "retail", 50));
      var back = driver.latest(driver.topics().fits(), "default/acme");

      assertThat(out.disqualifiedBy()).containsExactly("industry banking");
      assertThat(back.disqualifiedBy()).isEmpty();
    }
  }

  @Test
  void sweepsInSlices() {
    try (var driver = new Driver(slice(10))) {
      driver.send(market(3, 60));
      driver.pass(Driver.TICK);
      assertThat(driver.versions()).hasSize(1);

      for (int tick = 1; tick <= 6; tick++) {
        driver.pass(Driver.TICK);
        assertThat(driver.read(driver.topics().fits())).hasSize(10);
      }
      driver.pass(A_WHILE);
      assertThat(driver.read(driver.topics().fits())).isEmpty();
    }
  }

  @Test
  void tellsOnceOfAnAccountThatMovesDuringASweep() {
    try (var driver = new Driver(slice(10))) {
      driver.send(account("zz", 1, "banking", 20)); // the last to be swept
      driver.send(market(3, 60));
      driver.pass(Driver.TICK.multipliedBy(3));

      driver.send(account("zz", 2, "retail", 200));
      driver.pass(A_WHILE);

      var told = driver.read(driver.topics().fits());
      assertThat(told).hasSize(61);
      var view = requireNonNull(driver.latest(driver.topics().accountViews()).get("zz"));
      var version = driver.versions().getLast();
      assertThat(told)
          .filteredOn(record -> record.key().equals("default/zz"))
          .singleElement()
          .satisfies(
              record -> assertScored(requireNonNull(record.value()), version, Map.of("zz", view)));
    }
  }

  @Test
  void startsOverWhenANewerVersionComesDuringASweep() {
    try (var driver = new Driver(slice(10))) {
      driver.send(market(3, 60));
      driver.pass(Driver.TICK.multipliedBy(3));
      driver.send(market(4, 60));
      driver.ask("default", new Publish("the test"));
      driver.pass(A_WHILE);

      var newest = driver.versions().getLast();
      var fits = driver.latest(driver.topics().fits());
      var views = driver.latest(driver.topics().accountViews());

      assertThat(newest.number()).isEqualTo(2);
      assertThat(fits).hasSize(60);
      assertThat(fits.values()).allSatisfy(fit -> assertScored(fit, newest, views));
      assertThat(driver.count("lodestar.sweeps")).isEqualTo(1);
    }
  }

  @Test
  void countsWhatMovedOnceAllAccountsAreScored() {
    try (var driver = new Driver(slice(7))) {
      driver.send(market(3, 60));
      driver.pass(A_WHILE);
      var before = driver.latest(driver.topics().fits());
      driver.send(market(4, 60));
      before.putAll(driver.latest(driver.topics().fits()));
      driver.changes();

      driver.ask("default", new Publish("the test"));
      driver.pass(A_WHILE);

      var after = driver.latest(driver.topics().fits());
      var moves =
          after.entrySet().stream()
              .map(fit ->
                  requireNonNull(before.get(fit.getKey())).tier().compareTo(fit.getValue().tier()))
              .toList();
      var told = driver.changes().getLast();
      assertThat(told.kind()).isEqualTo(Kind.RESCORED);
      assertThat(told.change().toVersion()).isEqualTo(2);
      assertThat(told.rescored())
          .contains(
              new Rescoring(
                  60,
                  moves.stream().filter(move -> move > 0).count(),
                  moves.stream().filter(move -> move < 0).count()));
      assertThat(told.rescored().get().up() + told.rescored().get().down()).isPositive();
      assertThat(driver.latest(driver.topics().profileStatus(), "default").rescored())
          .isEqualTo(told.rescored());
    }
  }

  @Test
  void scoresUnderTheVersionThatAProfileIsPinnedTo() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      driver.pass(A_WHILE);
      var first = driver.versions().getLast();
      driver.send(market(4, 60));
      driver.ask("default", new Publish("the test"));
      driver.pass(A_WHILE);
      var fits = driver.latest(driver.topics().fits());
      var views = driver.latest(driver.topics().accountViews());

      driver.pin("default", new Pin(1, "anna"));
      driver.pass(A_WHILE);
      fits.putAll(driver.latest(driver.topics().fits()));

      assertThat(fits.values()).allSatisfy(fit -> assertScored(fit, first, views));
    }
  }

  @Test
  void withdrawsTheFitsOfAProfileThatIsNoMore() {
    try (var driver = learned()) {
      driver.define(ProfileDefinition.withDefaults("second"));
      driver.pass(A_WHILE);
      assertThat(driver.latest(driver.topics().fits())).containsKey("second/account-1");

      driver.define("second", null);
      driver.pass(A_WHILE);

      assertThat(driver.latest(driver.topics().fits()))
          .hasSize(60)
          .allSatisfy((key, fit) -> assertThat(fit).isNull());
    }
  }

  @Test
  void announcesALapsedAccountThatComesToFitOnce() {
    try (var driver = learned()) {
      driver.send(account("acme", 1, "banking", 20));
      driver.send(lost("acme", "d1", 100));
      driver.pass(A_WHILE);
      assertThat(retargeting(driver)).isEmpty();

      driver.send(account("acme", 380, "retail", 200));
      var first = retargeting(driver);
      driver.send(account("acme", 380, "retail", 200));
      driver.send(visit("acme", 385));
      driver.ask("default", new Publish("the test"));
      driver.pass(A_WHILE);
      var second = retargeting(driver);

      assertThat(first).hasSize(1);
      assertThat(first.getFirst().state()).isEqualTo(State.CANDIDATE);
      assertThat(first.getFirst().cause()).isEqualTo(Cause.ACCOUNT);
      assertThat(first.getFirst().lapsedAt()).isEqualTo(day(100));
      assertThat(first.getFirst().reasons()).isNotEmpty();
      assertThat(second).isEmpty();
    }
  }

  @Test
  void withdrawsACandidateOnceADealOpens() {
    try (var driver = learned()) {
      driver.send(account("acme", 1, "banking", 20));
      driver.send(lost("acme", "d1", 100));
      driver.send(account("acme", 380, "retail", 200));
      retargeting(driver);

      driver.send(deal("acme", "d2", 390, 390, DealStage.OPENED, "basic"));
      driver.send(visit("acme", 391));

      var decisions = retargeting(driver);
      assertThat(decisions).hasSize(1);
      assertThat(decisions.getFirst().state()).isEqualTo(State.WITHDRAWN);
      assertThat(decisions.getFirst().reasons()).containsExactly("a deal is open");
    }
  }

  @Test
  void decidesAnewUnderAnotherPolicy() {
    try (var driver = learned()) {
      driver.send(account("acme", 1, "retail", 20));
      driver.send(lost("acme", "d1", 100));
      driver.send(account("acme", 380, "retail", 200));
      assertThat(retargeting(driver)).extracting(Retargeting::state).containsOnly(State.CANDIDATE);

      driver.rule("default", policy(Tier.C, 9));
      driver.pass(A_WHILE);
      var lowered = retargeting(driver);
      driver.rule("default", policy(Tier.C, 9));
      driver.pass(A_WHILE);
      var repeated = retargeting(driver);
      driver.rule("default", null);
      driver.pass(A_WHILE);
      var back = retargeting(driver);

      assertThat(driver.versions()).as("a policy makes none").hasSize(1);
      assertThat(lowered).hasSize(1);
      assertThat(lowered.getFirst().state()).isEqualTo(State.WITHDRAWN);
      assertThat(lowered.getFirst().cause()).isEqualTo(Retargeting.Cause.POLICY);
      assertThat(repeated).isEmpty();
      assertThat(back).as("once in thirty days").isEmpty();
    }
  }

  /// Nothing happens to it between, neither an event nor a version.
  @Test
  void announcesAnAccountOnceItHasCooledDown() {
    try (var driver = learned()) {
      driver.send(account("acme", 1, "banking", 20));
      driver.send(lost("acme", "d1", 390));
      driver.send(account("acme", 395, "retail", 200));
      driver.leap(Duration.ofDays(24));
      assertThat(retargeting(driver)).isEmpty();

      driver.leap(Duration.ofDays(1));
      driver.leap(Duration.ofDays(1));

      var decisions = retargeting(driver);
      assertThat(decisions).hasSize(1);
      assertThat(decisions.getFirst().state()).isEqualTo(State.CANDIDATE);
      assertThat(decisions.getFirst().decidedAt()).isBetween(day(420), day(421));
      assertThat(driver.versions()).hasSize(1);
    }
  }

  /// The default policy allows one candidate event per account within 30 days, over all profiles.
  @Test
  void announcesAnAccountUnderOneProfileAtATime() {
    try (var driver = learned()) {
      driver.define(ProfileDefinition.withDefaults("second"));
      driver.pass(A_WHILE);
      driver.send(account("acme", 1, "banking", 20));
      driver.send(lost("acme", "d1", 100));

      driver.send(account("acme", 360, "retail", 200));
      driver.send(visit("acme", 389));
      var first = retargeting(driver);
      driver.send(visit("acme", 390));
      var second = retargeting(driver);
      driver.rule("second", policy(Tier.B, 9));
      driver.send(account("beta", 1, "banking", 20));
      driver.send(lost("beta", "d1", 100));
      driver.send(account("beta", 391, "retail", 200));

      assertThat(first).extracting(Retargeting::profileId).containsExactly("default");
      assertThat(second).extracting(Retargeting::profileId).containsExactly("second");
      var announced = second.getFirst().announced();
      assertThat(announced).hasSize(2);
      assertThat(announced.getFirst()).isBetween(day(360), day(361));
      assertThat(announced.getLast()).isBetween(day(390), day(391));
      assertThat(retargeting(driver))
          .extracting(Retargeting::profileId)
          .containsExactly("default", "second");
    }
  }

  @Test
  void tellsHowAnAccountFittedWhenItLapsed() {
    try (var driver = learned()) {
      driver.send(account("acme", 1, "banking", 20));
      driver.send(lost("acme", "d1", 100));
      var lapsed = driver.latest(driver.topics().fits(), "default/acme");
      driver.send(won("acme", "d2", 200));
      var again = driver.latest(driver.topics().fits(), "default/acme");

      assertThat(lapsed.tierAtLapse()).contains(lapsed.tier());
      assertThat(again.tierAtLapse()).isEmpty();
    }
  }

  private static RetargetingPolicy policy(Tier bar, int most) {
    return new RetargetingPolicy(
        bar, Duration.ofDays(30), Set.of(), new FrequencyCap(most, Duration.ofDays(30)));
  }

  /// A driver with a version of a market of sixty accounts, all scored.
  private static Driver learned() {
    var driver = new Driver();
    driver.send(market(3, 60));
    driver.pass(A_WHILE);
    driver.read(driver.topics().fits());
    return driver;
  }

  private static Slice slice(int accounts) {
    return new Slice(Driver.TICK, accounts, Duration.ofMillis(50), () -> 0);
  }

  private static List<Retargeting> retargeting(Driver driver) {
    return driver.read(driver.topics().retargeting()).stream().map(r -> r.value()).toList();
  }

  private static void assertScored(
      AccountFit fit, ProfileVersion version, Map<String, AccountView> views) {
    var fitting = new Fitting(version.learned().posterior(), version.learned().scale());
    assertThat(fit.score())
        .isEqualTo(fitting.fit(requireNonNull(views.get(fit.accountId())).attributes()).score());
  }
}
