package dev.lodestar.refinery;

import static dev.lodestar.refinery.Facts.account;
import static dev.lodestar.refinery.Facts.churned;
import static dev.lodestar.refinery.Facts.day;
import static dev.lodestar.refinery.Facts.lost;
import static dev.lodestar.refinery.Facts.market;
import static dev.lodestar.refinery.Facts.visit;
import static dev.lodestar.refinery.Facts.won;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.profile.Cause;
import dev.lodestar.core.profile.ProfileChange;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.refinery.agenda.Agenda;
import dev.lodestar.schemas.AttributesObserved;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.translation.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the refinery tells of accounts that are erased, merged or renamed.
class IdentityTopologyTest {

  private static final Duration A_WHILE = Duration.ofSeconds(2);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("lodestar.worlds", 2));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void learnsAfterAnErasureAsIfTheAccountHadNeverBeen(long seed) {
    var random = new Random(seed);
    var others = market(seed, 50);
    List<AccountEvent> events = new ArrayList<>(others);
    List<AccountEvent> ofErased =
        List.of(
            account("forgotten", 10, "shipping", 12_345),
            visit("forgotten", 12),
            lost("forgotten", "d1", 40),
            won("forgotten", "d2", 120),
            churned("forgotten", 300));
    events.addAll(ofErased);
    events.add(erased("forgotten", 399));
    Collections.shuffle(events, random);

    try (var driver = new Driver();
        var withoutIt = new Driver()) {
      for (AccountEvent event : events) {
        driver.send(event);
        if (random.nextInt(60) == 0) {
          driver.pass(Duration.ofSeconds(1));
        }
      }
      driver.pass(A_WHILE);
      driver.send(ofErased); // sent again, after the erasure
      withoutIt.send(others);

      assertThat(learned(driver)).isEqualTo(learned(withoutIt));
      assertThat(state(driver, driver.topics().accountViews()))
          .isEqualTo(state(withoutIt, withoutIt.topics().accountViews()));
      assertThat(state(driver, driver.topics().observations()))
          .isEqualTo(state(withoutIt, withoutIt.topics().observations()));
      assertThat(state(driver, driver.topics().fits()).keySet())
          .isEqualTo(state(withoutIt, withoutIt.topics().fits()).keySet());
      assertThat(state(driver, driver.topics().accountEnds())).containsOnlyKeys("forgotten");
    }
  }

  @Test
  void takesBackAllThatWasSaidOfAnErasedAccount() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      driver.send(account("acme", 1, "banking", 20));
      driver.send(lost("acme", "d1", 100));
      driver.pass(A_WHILE);
      driver.send(account("acme", 380, "retail", 200));
      var topics = driver.topics();
      assertThat(driver.latest(topics.retargeting(), "default/acme").state())
          .isEqualTo(State.CANDIDATE);
      driver.read(topics.fits());

      driver.send(erased("acme", 390));

      for (Topic<String, ?> topic :
          List.of(topics.accountViews(), topics.observations(), topics.fits())) {
        assertThat(driver.latest(topic).entrySet())
            .filteredOn(entry -> entry.getKey().contains("acme"))
            .as(topic.title())
            .isNotEmpty()
            .allSatisfy(entry -> assertThat(entry.getValue()).isNull());
      }
      assertThat(driver.latest(topics.retargeting())).containsEntry("default/acme", null);
      assertThat(driver.latest(topics.accountEnds(), "acme"))
          .isEqualTo(new AccountEnd("acme", Optional.of(day(390)), Optional.empty()));
    }
  }

  @Test
  void passesAnErasedAccountByWhenAVersionComes() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      driver.send(account("acme", 1, "retail", 200));
      driver.send(erased("acme", 390));
      driver.pass(A_WHILE);

      assertThat(driver.latest(driver.topics().fits()))
          .hasSize(60)
          .doesNotContainKey("default/acme");
      assertThat(driver.changes().getLast().rescored().orElseThrow().accounts()).isEqualTo(60);
    }
  }

  @Test
  void beginsAnErasedAccountAnewWithWhatHappensAfterwards() {
    try (var driver = new Driver()) {
      driver.send(account("acme", 1, "retail", 200));
      driver.send(won("acme", "d1", 50));
      driver.send(won("acme", "d2", 395)); // reported before the erasure, which it survives

      driver.send(erased("acme", 390));
      driver.send(account("acme", 392, Map.of()));

      var view = driver.latest(driver.topics().accountViews(), "acme");
      assertThat(view.attributes()).isEmpty();
      assertThat(view.past().since()).isEqualTo(day(392));
      assertThat(state(driver, driver.topics().observations())).containsOnlyKeys("acme\u001fd2");
    }
  }

  @Test
  void keepsNoBytesOfARejectedEventOfAnErasedAccount() {
    try (var driver = new Driver()) {
      var topic = driver.topics().accounts();
      var tomorrow =
          AttributesObserved.newBuilder(Events.toAvro(account("acme", 1, "retail", 20)))
              .setOccurredAt(Facts.NOON.plus(Duration.ofDays(1)))
              .build();
      driver.send(erased("acme", 390));

      driver.sendBytes(topic, "acme", driver.bytes(topic, tomorrow));

      var rejected = driver.read(driver.topics().rejected(topic)).getFirst().value();
      assertThat(rejected.getPayload().remaining()).isZero();
      assertThat(rejected.getEventId()).isNull();
      assertThat(rejected.getReason())
          .isEqualTo("it breaks a rule; what it says is not kept, because the account was erased");
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void learnsOfDuplicatesThatAreMergedAsOfOneAccountFromTheBeginning(long seed) {
    var random = new Random(seed);
    var facts = market(seed, 50);
    List<AccountEvent> events = new ArrayList<>();
    for (AccountEvent fact : facts) {
      // The CRM knows every third account under two ids, and tells some facts under both.
      boolean isDouble = fact.accountId().hashCode() % 3 == 0;
      int where = isDouble ? random.nextInt(3) : 0;
      if (where != 1) {
        events.add(fact);
      }
      if (where != 0) {
        events.add(fact.inheritedBy("twin of " + fact.accountId()));
      }
      if (isDouble) {
        events.add(merged("twin of " + fact.accountId(), fact.accountId(), 380));
      }
    }
    Collections.shuffle(events, random);

    try (var driver = new Driver();
        var single = new Driver()) {
      for (AccountEvent event : events) {
        driver.send(event);
        if (random.nextInt(60) == 0) {
          driver.pass(Duration.ofSeconds(1));
        }
      }
      single.send(facts);

      assertThat(learned(driver)).isEqualTo(learned(single));
      assertThat(state(driver, driver.topics().observations()))
          .isEqualTo(state(single, single.topics().observations()));
      assertThat(state(driver, driver.topics().accountViews()))
          .isEqualTo(state(single, single.topics().accountViews()));
      assertThat(state(driver, driver.topics().fits()).keySet())
          .isEqualTo(state(single, single.topics().fits()).keySet());
    }
  }

  @Test
  void givesAnAccountAnotherName() {
    try (var driver = new Driver()) {
      driver.send(account("old", 1, "retail", 200));
      driver.send(won("old", "d1", 50));

      driver.send(merged("old", "new", 60));
      driver.send(merged("old", "new", 60));
      driver.send(won("old", "d2", 90)); // from a system that has not heard of the new name

      assertThat(state(driver, driver.topics().accountViews())).containsOnlyKeys("new");
      assertThat(state(driver, driver.topics().observations()))
          .containsOnlyKeys("new\u001fd1", "new\u001fd2");
      assertThat(state(driver, driver.topics().accountEnds()))
          .containsExactly(
              Map.entry("old", new AccountEnd("old", Optional.empty(), Optional.of("new"))));
    }
  }

  @Test
  void learnsNothingAnewWhenAnAccountIsRenamed() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      driver.pass(A_WHILE);
      long refits = refits(driver);

      driver.send(merged("account-7", "new name", 390));
      driver.pass(A_WHILE);

      assertThat(refits(driver)).isEqualTo(refits);
      assertThat(state(driver, driver.topics().observations()))
          .containsKey("new name\u001fd1")
          .doesNotContainKey("account-7\u001fd1");
    }
  }

  @Test
  void countsAMergeOfDuplicatesAsACorrectionAndAsNothingWon() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      driver.send(won("twin", "d1", 350));
      driver.send(won("other", "d1", 351));
      driver.pass(A_WHILE);
      driver.versions();

      driver.send(merged("twin", "other", 390));
      driver.ask("default", new Publish("the test"));
      driver.pass(A_WHILE);

      var cause = driver.versions().getLast().cause();
      assertThat(List.of(cause.won(), cause.lost(), cause.churned(), cause.corrected()))
          .containsExactly(0L, 0L, 0L, 1L);
    }
  }

  /// By default an account is announced once in 30 days.
  @Test
  void announcesAnHeirNoSoonerThanTheAccountThatItInheritsFrom() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      driver.pass(A_WHILE);
      driver.send(account("acme", 1, "banking", 20));
      driver.send(lost("acme", "d1", 100));
      driver.send(account("acme", 396, "retail", 200));
      assertThat(announced(driver)).extracting(Retargeting::accountId).containsExactly("acme");

      driver.send(merged("acme", "heir", 397));
      driver.send(merged("heir", "heir's heir", 398));
      driver.leap(Duration.ofDays(29));
      assertThat(announced(driver)).isEmpty();

      driver.leap(Duration.ofDays(1));
      driver.leap(Duration.ofDays(1));
      var again = announced(driver);
      assertThat(again).extracting(Retargeting::accountId).containsExactly("heir's heir");
      assertThat(again.getFirst().announced()).hasSize(2);
      assertThat(again.getFirst().announced().getFirst()).isBetween(day(396), day(397));
      assertThat(again.getFirst().decidedAt()).isBetween(day(426), day(427));
    }
  }

  @Test
  void leavesNothingOfAnErasedAccountOnTheAgenda() {
    try (var driver = new Driver()) {
      driver.send(market(3, 60));
      driver.pass(A_WHILE);
      driver.send(account("acme", 1, "banking", 20));
      driver.send(visit("acme", 380));
      driver.send(lost("acme", "d1", 390));
      driver.send(account("acme", 395, "retail", 200)); // waits until it has cooled down
      assertThat(driver.stored(Agenda.STORE)).filteredOn(key -> key.endsWith("/acme")).hasSize(2);

      driver.send(erased("acme", 396));

      assertThat(driver.stored(Agenda.STORE)).noneMatch(key -> key.endsWith("/acme"));
      assertThat(driver.stored("waits")).isEmpty();
    }
  }

  @Test
  void erasesOfAMergedAccountAlsoWhatItLeft() {
    try (var driver = new Driver()) {
      driver.send(account("old", 1, "retail", 200));
      driver.send(won("old", "d1", 50));
      driver.send(merged("old", "new", 60));

      driver.send(erased("old", 390));
      driver.send(won("old", "d1", 50));

      assertThat(state(driver, driver.topics().accountViews())).isEmpty();
      assertThat(state(driver, driver.topics().observations())).isEmpty();
      assertThat(driver.latest(driver.topics().accountEnds(), "new").erasedAt()).contains(day(390));
    }
  }

  @Test
  void putsASecondMergeAndACircleAside() {
    try (var driver = new Driver()) {
      driver.send(account("a", 1, "retail", 200));
      driver.send(merged("a", "b", 60));

      driver.send(merged("a", "c", 61));
      driver.send(merged("b", "a", 62));

      assertThat(driver.read(driver.topics().rejected(driver.topics().accountIdentities())))
          .extracting(record -> record.value().getReason())
          .containsExactly(
              "account a was merged into b already, and cannot be merged into c, too",
              "account b cannot be merged into a, which was merged into it");
      assertThat(state(driver, driver.topics().accountViews())).containsOnlyKeys("b");
    }
  }

  private static List<Retargeting> announced(Driver driver) {
    return driver.read(driver.topics().retargeting()).stream()
        .map(record -> record.value())
        .filter(decision -> decision != null && decision.state() == State.CANDIDATE)
        .toList();
  }

  private static long refits(Driver driver) {
    return driver.meters.get("lodestar.refits").timer().count();
  }

  private static byte[] learned(Driver driver) {
    driver.ask("default", new Publish("the test"));
    driver.pass(A_WHILE);
    var newest = driver.versions().getLast();
    // When a version came and what it followed depends on when facts came in; what it says does
    // not.
    return driver.bytes(
        new ProfileVersion(
            "default",
            1,
            Facts.NOON,
            new Cause(0, 0, 0, 0, false, false, List.of("the test")),
            ProfileChange.between(Optional.empty(), 0, newest.learned(), 1),
            newest.learned()));
  }

  /// The latest value of every key, but for those taken back.
  private static <V> Map<String, V> state(Driver driver, Topic<String, V> topic) {
    var state = new TreeMap<String, V>();
    driver
        .latest(topic)
        .forEach((key, value) -> {
          if (value != null) {
            state.put(key, value);
          }
        });
    return state;
  }

  private static AccountErased erased(String accountId, int day) {
    return new AccountErased("erased:" + accountId, accountId, day(day), "api");
  }

  private static AccountMerged merged(String accountId, String into, int day) {
    return new AccountMerged("merged:" + accountId + into, accountId, day(day), "crm", into);
  }
}
