package dev.lodestar.core.account;

import static dev.lodestar.core.account.RandomEvents.ACCOUNT;
import static dev.lodestar.core.account.RandomEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.observation.Observations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityTest {

  private static final String OTHER = "acme-inc";

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofErasedAccountsDoesNotDependOnArrivalOrder(int seed) {
    var random = new Random(seed);
    List<AccountEvent> events = new ArrayList<>(new RandomEvents(random).of(40));
    for (int erasures = 1 + random.nextInt(3); erasures > 0; erasures--) {
      events.add(erased(random.nextInt(9)));
    }
    var inOrder = Ledger.of(ACCOUNT, events);

    Collections.shuffle(events, random);
    var shuffled = Ledger.of(ACCOUNT, events);

    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(shuffled.view()).isEqualTo(inOrder.view());
    assertThat(Observations.of(shuffled)).isEqualTo(Observations.of(inOrder));
    events.forEach(event -> assertThat(shuffled.after(event)).isSameAs(shuffled));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofAnErasedAccountIsThatOfOneWhichBeganAfterwards(int seed) {
    var random = new Random(seed);
    var events = new RandomEvents(random).of(40);
    var erasure = erased(random.nextInt(8));

    var erased = Ledger.of(ACCOUNT, events).after(erasure);

    var begunAfterwards =
        Ledger.of(
            ACCOUNT,
            events.stream().filter(e -> e.occurredAt().isAfter(erasure.occurredAt())).toList());
    assertThat(erased.view()).isEqualTo(begunAfterwards.view());
    assertThat(Observations.of(erased)).isEqualTo(Observations.of(begunAfterwards));
    assertThat(erased.isVacant()).isEqualTo(begunAfterwards.isVacant());
    assertThat(erased.erasedAt()).contains(erasure.occurredAt());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofMergedAccountsIsThatOfOneAccountFromTheBeginning(int seed) {
    var random = new Random(seed);
    List<AccountEvent> events = new ArrayList<>(new RandomEvents(random).of(60));
    if (random.nextBoolean()) {
      events.add(erased(random.nextInt(9)));
    }
    var merge = merged(OTHER);

    // Each fact is told of either account, or of both; some before the merge and some after it.
    var one = new ArrayList<AccountEvent>();
    var other = new ArrayList<AccountEvent>();
    for (AccountEvent event : events) {
      int where = random.nextInt(3);
      if (where != 0) {
        one.add(event);
      }
      if (where != 1) {
        other.add(event.inheritedBy(OTHER));
      }
    }
    int known = random.nextInt(one.size() + 1);
    var held = Ledger.of(ACCOUNT, one.subList(0, known));
    var handed =
        Stream.of(held.events(), Stream.of(merge), one.subList(known, one.size()).stream())
            .flatMap(part -> part)
            .map(event -> event.inheritedBy(OTHER))
            .toList();
    var arrivals = new ArrayList<>(other);
    arrivals.addAll(handed);
    Collections.shuffle(arrivals, random);
    var heir = Ledger.of(OTHER, arrivals);

    var fromTheBeginning =
        Ledger.of(OTHER, events.stream().map(e -> e.inheritedBy(OTHER)).toList());
    assertThat(heir.view()).isEqualTo(fromTheBeginning.view());
    assertThat(Observations.of(heir)).isEqualTo(Observations.of(fromTheBeginning));
    assertThat(heir.erasedAt()).isEqualTo(fromTheBeginning.erasedAt());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isAllThatAMergedAccountKeeps(int seed) {
    var random = new Random(seed);
    List<AccountEvent> events = new ArrayList<>(new RandomEvents(random).of(40));
    events.add(erased(3));
    events.add(merged(OTHER));

    Collections.shuffle(events, random);
    var ledger = Ledger.of(ACCOUNT, events);

    assertThat(ledger.events()).containsExactly(merged(OTHER));
    assertThat(ledger.mergedInto()).contains(OTHER);
    assertThat(ledger.isVacant()).isTrue();
    assertThat(Ledger.of(ACCOUNT, ledger.events().toList())).isEqualTo(ledger);
  }

  @Test
  void isRestoredFromItsOwnEvents() {
    var ledger =
        Ledger.of(
                OTHER,
                new RandomEvents(new Random(1))
                    .of(20).stream().map(e -> e.inheritedBy(OTHER)).toList())
            .after(erased(2).inheritedBy(OTHER))
            .after(merged(OTHER));

    var restored = Ledger.of(OTHER, ledger.events().toList());

    assertThat(restored).isEqualTo(ledger);
    assertThat(restored.end()).isEqualTo(ledger.end());
  }

  @Test
  void objectsToASecondMergeAndToACircle() {
    var gone = Ledger.empty(ACCOUNT).after(merged(OTHER));
    var heir = Ledger.empty(OTHER).after(merged(OTHER));

    assertThat(gone.objection(merged(OTHER))).isEmpty();
    assertThat(gone.objection(merged("third")))
        .contains(
            "account acme was merged into acme-inc already, and cannot be merged into third, too");
    assertThat(heir.objection(new AccountMerged("m2", OTHER, NOON, "crm", ACCOUNT)))
        .contains("account acme-inc cannot be merged into acme, which was merged into it");
    assertThatThrownBy(() -> merged(ACCOUNT))
        .hasMessage("account acme cannot be merged into itself");
  }

  private static AccountErased erased(int day) {
    return new AccountErased("erased" + day, ACCOUNT, NOON.plus(Duration.ofDays(day)), "api");
  }

  private static AccountMerged merged(String into) {
    return new AccountMerged("merged:" + into, ACCOUNT, NOON, "crm", into);
  }
}
