package dev.lodestar.core.account;

import static dev.lodestar.core.account.RandomEvents.ACCOUNT;
import static dev.lodestar.core.account.RandomEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.AccountEvent.Utm;
import dev.lodestar.core.account.AccountPast.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountPastTest {

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellsWhatAViewShowedThatKnewNothingLater(int seed) {
    var events = new RandomEvents(new Random(seed)).of(60);
    var view = Ledger.of(ACCOUNT, events).view();
    var times = events.stream().map(AccountEvent::occurredAt).distinct().toList();

    for (Instant time : times) {
      for (Instant asked : List.of(time, time.plusMillis(1))) {
        var byThen = events.stream().filter(e -> !e.occurredAt().isAfter(asked)).toList();
        var then = view.attributesAt(asked).orElseThrow();
        assertThat(then.forgotten()).isEmpty();
        assertThat(then.known()).isEqualTo(shown(byThen, asked));
      }
    }
    assertThat(view.attributesAt(NOON.plus(Duration.ofDays(9_000))).orElseThrow().known())
        .isEqualTo(view.attributes());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countsTheVisitsOfTheWindowOfTheTime(int seed) {
    var random = new Random(seed);
    var events = new ArrayList<AccountEvent>();
    for (int i = 0; i < 11; i++) {
      Instant at = NOON.plus(Duration.ofDays(random.nextInt(120)));
      events.add(random.nextInt(3) > 0 ? visit(i, at) : employees(i, at));
    }
    var view =
        Ledger.of(ACCOUNT, events).view(NOON.plus(Duration.ofDays(200)), Engagement.HALF_LIFE);

    for (int day = 0; day < 200; day++) {
      Instant asked = NOON.plus(Duration.ofDays(day));
      var byThen = events.stream().filter(e -> !e.occurredAt().isAfter(asked)).toList();
      assertThat(view.attributesAt(asked).map(AttributesThen::known))
          .isEqualTo(byThen.isEmpty() ? Optional.empty() : Optional.of(shown(byThen, asked)));
    }
  }

  @Test
  void isEmptyBeforeTheFirstEvent() {
    var view =
        Ledger.of(ACCOUNT, List.of(employees(0, NOON), employees(1, NOON.plusSeconds(9)))).view();

    assertThat(view.attributesAt(NOON.minusMillis(1))).isEmpty();
    assertThat(view.attributesAt(NOON)).isPresent();
  }

  @Test
  void needsNoRoomForWhatNeverChanged() {
    var past = Ledger.of(ACCOUNT, List.of(employees(7, NOON))).view().past();

    assertThat(past).isEqualTo(AccountPast.from(NOON));
  }

  @Test
  void saysWhatItHasForgotten() {
    int last = AccountPast.MAX_CHANGES + 5;
    var events = IntStream.rangeClosed(0, last).mapToObj(i -> employees(i, second(i))).toList();

    var view = Ledger.of(ACCOUNT, events).view();

    int first = last - AccountPast.MAX_CHANGES + 1;
    assertThat(view.past().changes().get("employees")).hasSize(AccountPast.MAX_CHANGES);
    assertThat(view.attributesAt(second(first)).orElseThrow().known())
        .containsEntry("employees", new AttributeValue.Quantity(first));
    var earlier = view.attributesAt(second(first - 1)).orElseThrow();
    assertThat(earlier.known()).doesNotContainKey("employees");
    assertThat(earlier.forgotten()).containsExactly("employees");
  }

  @Test
  void forgetsBehaviourOfWhichTheVisitsAreForgotten() {
    var visits = new ArrayList<AccountEvent>();
    for (int i = 0; i < Ledger.MAX_VISITS + 10; i++) {
      visits.add(visit(i, NOON.plus(Duration.ofDays(i))));
    }

    var view = Ledger.of(ACCOUNT, visits).view();

    assertThat(view.attributesAt(NOON.plus(Duration.ofDays(15))).orElseThrow().forgotten())
        .contains(Behaviours.VISITS_30D);
    assertThat(view.attributesAt(NOON.plus(Duration.ofDays(2_000))).orElseThrow().known())
        .containsEntry(Behaviours.VISITS_30D, new AttributeValue.Quantity(30));
  }

  @Test
  void refusesChangesOutOfOrder() {
    var changes = new TreeMap<String, List<Change>>();
    changes.put(
        "x", List.of(new Change(NOON, Optional.empty()), new Change(NOON, Optional.empty())));

    assertThatThrownBy(() -> new AccountPast(NOON, changes))
        .hasMessageContaining("x")
        .hasMessageContaining("out of order");
  }

  private static Map<String, AttributeValue> shown(List<AccountEvent> byThen, Instant at) {
    return Ledger.of(ACCOUNT, byThen).view(at, Engagement.HALF_LIFE).attributes();
  }

  private static Instant second(int i) {
    return NOON.plusSeconds(i);
  }

  private static AttributesObserved employees(int count, Instant at) {
    return new AttributesObserved(
        "a" + count,
        ACCOUNT,
        at,
        "crm",
        new TreeMap<>(Map.of("employees", Optional.of(new AttributeValue.Quantity(count)))));
  }

  private static SiteVisited visit(int id, Instant at) {
    return new SiteVisited(
        "v" + id,
        ACCOUNT,
        at,
        "web",
        "/",
        Optional.empty(),
        new Utm(Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty());
  }
}
