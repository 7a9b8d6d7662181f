package dev.lodestar.refinery;

import static dev.lodestar.refinery.Facts.NOON;
import static dev.lodestar.refinery.Facts.account;
import static dev.lodestar.refinery.Facts.churned;
import static dev.lodestar.refinery.Facts.deal;
import static dev.lodestar.refinery.Facts.lost;
import static dev.lodestar.refinery.Facts.market;
import static dev.lodestar.refinery.Facts.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.definition.Publication;
import dev.lodestar.core.definition.Scope;
import dev.lodestar.core.definition.TierShares;
import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.ProfileStatus;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.profile.PublishedChange;
import dev.lodestar.core.profile.PublishedChange.Kind;
import dev.lodestar.refinery.walk.Slice;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefinementTopologyTest {

  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final Publish PUBLISH = new Publish("the test");

  private static final List<AccountEvent> FACTS = market(7, 16);

  private static ProfileVersion inOrder;

  private final Driver driver = new Driver();

  @BeforeAll
  static void learnInOrder() {
    try (var driver = new Driver()) {
      driver.send(FACTS);
      driver.ask("default", PUBLISH);
      driver.pass(A_WHILE);
      inOrder = newest(driver.versions());
    }
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void publishesTheFirstVersionOnceSomethingIsKnown() {
    driver.pass(A_WHILE);
    assertThat(driver.versions()).isEmpty();

    driver.send(market(1, 20));
    driver.pass(A_WHILE);

    var versions = driver.read(driver.topics().profileVersions());
    assertThat(versions).extracting(TestRecord::key).containsExactly("default/00000001");
    var version = versions.getFirst().value();
    assertThat(version.cause().won() + version.cause().lost()).isEqualTo(20);
    assertThat(version.learned().totals().observations()).isEqualTo(20);
    assertThat(driver.changes())
        .extracting(PublishedChange::kind, change -> change.change().toVersion())
        .containsExactly(tuple(Kind.PUBLISHED, 1), tuple(Kind.RESCORED, 1));
  }

  @Test
  void tellsTheLiveEvidenceAlsoWhenNothingIsPublished() {
    driver.define(seldom(ProfileDefinition.DEFAULT_ID));
    driver.send(market(1, 20));
    driver.pass(A_WHILE);
    driver.versions();

    driver.send(won("acme", "d1", 300));
    driver.pass(Duration.ofSeconds(1));

    var status = status();
    assertThat(driver.versions()).isEmpty();
    assertThat(status.totals().observations()).isEqualTo(21);
    assertThat(status.version()).isEqualTo(1);
    assertThat(status.heldBack()).isEqualTo(1);
    assertThat(status.heldBecause()).isNotEmpty();
  }

  @Test
  void refitsOnlyWhenSomethingChanged() {
    driver.send(market(1, 20));
    driver.pass(A_WHILE);
    long refits = refits();

    driver.send(market(1, 20));
    driver.pass(A_WHILE);

    assertThat(refits()).isEqualTo(refits);
  }

  @Test
  void takesBackADealThatReopens() {
    driver.send(market(1, 20));
    driver.send(won("acme", "d1", 300));
    driver.pass(A_WHILE);
    assertThat(status().totals().observations()).isEqualTo(21);

    driver.send(deal("acme", "d1", 280, 310, DealStage.REOPENED, "basic"));
    driver.pass(A_WHILE);

    assertThat(status().totals().observations()).isEqualTo(20);
  }

  @Test
  void countsWhatLedToAVersion() {
    driver.send(market(1, 20));
    driver.pass(A_WHILE);
    driver.versions();

    driver.send(won("acme", "d1", 300));
    driver.send(lost("bolt", "d1", 300));
    driver.send(churned("acme", 350));
    driver.send(account("bolt", 1, "retail", 20));
    driver.ask("default", PUBLISH);
    driver.pass(A_WHILE);

    var cause = driver.versions().getFirst().cause();
    assertThat(cause.won()).isEqualTo(1);
    assertThat(cause.lost()).isEqualTo(1);
    assertThat(cause.churned()).isEqualTo(1);
    assertThat(cause.corrected()).isEqualTo(1);
    assertThat(cause.definitionChanged()).isFalse();
    assertThat(cause.why()).containsExactly("publication was asked for by the test");
  }

  @Test
  void countsForAFirstVersionWhatIsKnownHoweverItArrived() {
    driver.send(market(1, 20));
    driver.send(won("acme", "d1", 300));
    driver.send(churned("acme", 350));
    driver.send(account("acme", 1, "retail", 20));
    driver.pass(A_WHILE);

    var first = driver.versions().getFirst();
    var totals = first.learned().totals();
    assertThat(first.cause().won()).isEqualTo(totals.won());
    assertThat(first.cause().lost()).isEqualTo(totals.lost());
    assertThat(first.cause().churned()).isEqualTo(totals.churned()).isPositive();
    assertThat(first.cause().corrected()).isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void learnsTheSameWhateverTheOrderAndHoweverOftenEventsCome(long seed) {
    var random = new Random(seed);
    var events = new ArrayList<AccountEvent>(FACTS);
    events.addAll(FACTS.subList(0, random.nextInt(FACTS.size())));
    Collections.shuffle(events, random);

    for (AccountEvent event : events) {
      driver.send(event);
      if (random.nextInt(30) == 0) {
        driver.pass(Duration.ofSeconds(1));
      }
    }
    driver.ask("default", PUBLISH);
    driver.pass(A_WHILE);

    var version = newest(driver.versions());
    assertThat(driver.bytes(restated(version, inOrder))).isEqualTo(driver.bytes(inOrder));
  }

  @Test
  void publishesNothingWhileHeldAndOneVersionWhenAsked() {
    driver.ask("default", new Hold("import", NOON.plusSeconds(3600)));
    for (int i = 1; i <= 3; i++) {
      driver.send(market(i, 20));
      driver.pass(A_WHILE);
    }
    var held = status();
    assertThat(driver.versions()).isEmpty();
    assertThat(held.heldUntil()).contains(NOON.plusSeconds(3600));
    assertThat(held.heldBecause().getFirst()).startsWith("held by import until");

    driver.ask("default", new Publish("import"));
    driver.pass(A_WHILE);

    assertThat(driver.versions()).hasSize(1);
    assertThat(status().heldUntil()).isEmpty();
  }

  @Test
  void publishesByItselfWhenAHoldLapses() {
    driver.ask("default", new Hold("import", NOON.plusSeconds(10)));
    driver.send(market(1, 20));

    driver.pass(Duration.ofSeconds(9));
    assertThat(driver.versions()).isEmpty();

    driver.pass(Duration.ofSeconds(2));
    assertThat(driver.versions()).hasSize(1);
    assertThat(status().heldUntil()).isEmpty();
  }

  @Test
  void holdsBackForTheMinimumIntervalAndThenPublishesByItself() {
    driver.define(with(TierShares.DEFAULT, Duration.ofSeconds(20)));
    driver.send(market(1, 20));
    driver.pass(A_WHILE);
    driver.versions();

    driver.define(with(new TierShares(0.1, 0.3, 0.3), Duration.ofSeconds(20)));
    driver.pass(Duration.ofSeconds(10));
    var held = status();
    assertThat(driver.versions()).isEmpty();
    assertThat(held.heldBack()).isEqualTo(1);
    assertThat(held.heldBecause()).containsExactly("versions are at least 20 seconds apart");

    driver.pass(Duration.ofSeconds(10));
    assertThat(driver.versions().getFirst().cause().why())
        .containsExactly("the definition changed");
    assertThat(status().heldBack()).isZero();
  }

  @Test
  void holdsAPinnedProfileAndTellsWhatWouldChange() {
    learnTwice();

    driver.pin("default", new Pin(1, "anna"));
    driver.pass(A_WHILE);

    var change = driver.changes().getFirst();
    assertThat(change.kind()).isEqualTo(Kind.PINNED);
    assertThat(change.change().fromVersion()).isEqualTo(2);
    assertThat(change.change().toVersion()).isEqualTo(1);
    assertThat(change.change().headline()).isEqualTo("Pinned to version 1 by anna.");
    var pinned = status();
    assertThat(pinned.pinnedTo()).contains(1);
    assertThat(pinned.version()).isEqualTo(2);

    driver.send(market(5, 60));
    driver.ask("default", PUBLISH);
    driver.pass(A_WHILE);

    var held = status();
    assertThat(driver.versions()).isEmpty();
    assertThat(held.heldBack()).isEqualTo(1);
    assertThat(held.heldBecause()).containsExactly("the profile is pinned to version 1");
    assertThat(held.wouldChange()).isNotEmpty();
  }

  @Test
  void publishesWhatIsMaterialOnceAPinIsTakenBack() {
    learnTwice();
    driver.pin("default", new Pin(1, "anna"));
    driver.define(with(new TierShares(0.1, 0.3, 0.3), Duration.ofSeconds(1)));
    driver.pass(A_WHILE);
    assertThat(driver.versions()).isEmpty();
    driver.changes();

    driver.pin("default", null);
    driver.pass(A_WHILE);

    assertThat(driver.versions()).extracting(ProfileVersion::number).containsExactly(3);
    assertThat(driver.changes())
        .filteredOn(change -> change.kind() != Kind.RESCORED)
        .extracting(
            PublishedChange::kind, c -> c.change().fromVersion(), c -> c.change().toVersion())
        .containsExactly(tuple(Kind.UNPINNED, 1, 2), tuple(Kind.PUBLISHED, 2, 3));
    assertThat(status().pinnedTo()).isEmpty();
  }

  /// As when the state is rebuilt from the log: the pin is known before there is any version.
  @Test
  void isHeldByAPinFromTheVersionOnThatItNames() {
    driver.pin("default", new Pin(2, "anna"));
    learnTwice();
    assertThat(status().pinnedTo()).contains(2);

    driver.send(market(5, 60));
    driver.ask("default", PUBLISH);
    driver.pass(A_WHILE);

    assertThat(driver.versions()).isEmpty();
  }

  @Test
  void saysNothingWhenAPinIsSetAgain() {
    learnTwice();
    driver.pin("default", new Pin(1, "anna"));
    driver.pass(A_WHILE);
    driver.changes();

    driver.pin("default", new Pin(1, "bert"));
    driver.pass(A_WHILE);

    assertThat(driver.changes()).isEmpty();
  }

  private void learnTwice() {
    driver.send(market(3, 60));
    driver.pass(A_WHILE);
    driver.send(market(4, 60));
    driver.ask("default", PUBLISH);
    driver.pass(A_WHILE);
    assertThat(driver.versions()).hasSize(2);
    driver.changes();
  }

  @Test
  void answersARequestToPublishThoughNothingIsNew() {
    driver.send(market(1, 20));
    driver.pass(A_WHILE);
    driver.versions();
    driver.read(driver.topics().profileStatus());

    driver.ask("default", PUBLISH);
    driver.pass(A_WHILE);

    assertThat(driver.versions()).isEmpty();
    assertThat(status().heldBecause()).containsExactly("nothing differs from version 1");
  }

  @Test
  void answersARequestToPublishThoughNothingIsKnown() {
    driver.ask("default", PUBLISH);
    driver.pass(A_WHILE);

    assertThat(driver.versions()).isEmpty();
    assertThat(status().heldBecause()).containsExactly("no deal has closed yet");
  }

  @Test
  void readsTheLedgersForANewProfileBeforeItPublishes() {
    driver.send(market(1, 20));
    driver.send(deal("acme", "d1", 200, 220, DealStage.WON, "pro"));
    driver.send(deal("bolt", "d1", 200, 220, DealStage.LOST, "pro"));
    driver.pass(A_WHILE);
    driver.versions();

    driver.define(scoped("pro", "pro"));
    driver.pass(A_WHILE);

    var version = newest(driver.versions());
    assertThat(version.profileId()).isEqualTo("pro");
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.learned().totals().observations()).isEqualTo(2);
  }

  @Test
  void countsOtherDealsWhenTheScopeChanges() {
    driver.send(market(1, 20));
    driver.send(deal("acme", "d1", 200, 220, DealStage.WON, "pro"));
    driver.pass(A_WHILE);
    driver.versions();

    driver.define(scoped("default", "pro"));
    driver.pass(A_WHILE);
    var narrow = newest(driver.versions());
    driver.define("default", null);
    driver.pass(A_WHILE);
    var wide = newest(driver.versions());

    assertThat(narrow.learned().totals().observations()).isEqualTo(1);
    assertThat(narrow.cause().definitionChanged()).isTrue();
    assertThat(wide.learned().totals().observations()).isEqualTo(21);
    assertThat(wide.number()).isEqualTo(3);
  }

  @Test
  void publishesNoPartOfAScopeThoughARefitBeganBeforeAllWasTold() {
    var refits = new ArrayDeque<Runnable>();
    var slice = new Slice(Driver.TICK, 1, Duration.ofMillis(50), () -> 0);
    try (var slow = new Driver(slice, refits::add)) {
      slow.send(market(1, 20));
      slow.define(scoped("pro", "basic"));
      slow.pass(Driver.TICK.multipliedBy(3));
      refits.forEach(Runnable::run);
      refits.clear();
      slow.pass(Driver.TICK.multipliedBy(12));
      assertThat(refits).hasSize(1); // of half of the scope
      slow.pass(A_WHILE);

      for (int i = 0; i < 50; i++) {
        refits.forEach(Runnable::run);
        refits.clear();
        slow.pass(Driver.TICK);
      }

      var versions = slow.versions().stream().filter(v -> v.profileId().equals("pro")).toList();
      assertThat(versions)
          .isNotEmpty()
          .allSatisfy(
              version -> assertThat(version.learned().totals().observations()).isEqualTo(20));
    }
  }

  @Test
  void ignoresADefinitionThatSaysTheSame() {
    driver.send(market(1, 20));
    driver.define(scoped("pro", "basic"));
    driver.pass(A_WHILE);
    driver.versions();

    driver.define(scoped("pro", "basic"));
    driver.define(ProfileDefinition.withDefaults("default"));
    driver.pass(A_WHILE);

    assertThat(driver.versions()).isEmpty();
    assertThat(driver.keys("lodestar-refinery-announcements-repartition"))
        .containsExactlyInAnyOrder("default", "pro", "pro");
  }

  @Test
  void forgetsAProfileThatIsTakenBackButNotItsNumbers() {
    driver.send(market(1, 20));
    driver.define(scoped("pro", "basic"));
    driver.pass(A_WHILE);
    driver.define("pro", null);
    driver.pass(A_WHILE);
    driver.send(won("acme", "d1", 300));
    driver.pass(A_WHILE);
    assertThat(driver.latest(driver.topics().profileStatus()).get("pro")).isNull();
    driver.versions();

    driver.define(scoped("pro", "basic"));
    driver.pass(A_WHILE);

    var again = newest(driver.versions());
    assertThat(again.number()).isEqualTo(2);
    assertThat(again.learned().totals().observations()).isEqualTo(21);
  }

  @Test
  void learnsADraftWithoutTellingAnybody() {
    driver.send(market(1, 20));
    driver.pass(A_WHILE);
    driver.versions();
    driver.changes();
    driver.latest(driver.topics().fits());

    driver.define(scoped("default~draft", "basic"));
    driver.pass(A_WHILE);

    var draft = newest(driver.versions());
    assertThat(draft.profileId()).isEqualTo("default~draft");
    assertThat(draft.learned().totals().observations()).isEqualTo(20);
    assertThat(driver.changes()).isEmpty();
    assertThat(driver.latest(driver.topics().fits())).isEmpty();
  }

  @Test
  void leavesNothingOfADraftThatIsDropped() {
    driver.send(market(1, 20));
    driver.define(scoped("default~draft", "basic"));
    driver.pass(A_WHILE);

    driver.define("default~draft", null);
    driver.pass(A_WHILE);

    assertThat(driver.latest(driver.topics().profileVersions()))
        .containsEntry("default~draft/00000001", null);
    assertThat(driver.latest(driver.topics().profileStatus())).containsEntry("default~draft", null);
  }

  @Test
  void rejectsADefinitionUnderAnotherKey() {
    driver.define("other", scoped("pro", "basic"));

    var rejected = driver.read(driver.topics().rejected(driver.topics().profileDefinitions()));

    assertThat(rejected.getFirst().value().getReason())
        .isEqualTo("key other is not the id of the profile defined, pro");
  }

  private ProfileStatus status() {
    return driver.latest(driver.topics().profileStatus(), "default");
  }

  private long refits() {
    return driver.meters.get("lodestar.refits").timer().count();
  }

  private static ProfileVersion newest(List<ProfileVersion> versions) {
    return versions.getLast();
  }

  /// What was learned, in the terms of another version: those depend on when facts came in.
  private static ProfileVersion restated(ProfileVersion version, ProfileVersion terms) {
    return new ProfileVersion(
        terms.profileId(),
        terms.number(),
        terms.publishedAt(),
        terms.cause(),
        terms.change(),
        version.learned());
  }

  private static ProfileDefinition scoped(String profileId, String product) {
    var products = new TreeSet<>(List.of(product));
    return definition(profileId, Scope.ofValues(Map.of("product", products)), Publication.DEFAULT);
  }

  /// Hardly anything is material.
  private static ProfileDefinition seldom(String profileId) {
    return definition(profileId, Scope.ALL, new Publication(Duration.ofSeconds(1), 99, 1));
  }

  private static ProfileDefinition with(TierShares tiers, Duration minimumInterval) {
    var defaults = ProfileDefinition.withDefaults("default");
    return new ProfileDefinition(
        "default",
        defaults.kind(),
        defaults.scope(),
        defaults.attributes(),
        defaults.behaviours(),
        defaults.hypotheses(),
        defaults.valuation(),
        defaults.halfLife(),
        tiers,
        new Publication(minimumInterval, 0.25, 0.2));
  }

  private static ProfileDefinition definition(
      String profileId, Scope scope, Publication publication) {
    var defaults = ProfileDefinition.withDefaults(profileId);
    return new ProfileDefinition(
        profileId,
        defaults.kind(),
        scope,
        defaults.attributes(),
        defaults.behaviours(),
        defaults.hypotheses(),
        defaults.valuation(),
        defaults.halfLife(),
        defaults.tiers(),
        publication);
  }
}
