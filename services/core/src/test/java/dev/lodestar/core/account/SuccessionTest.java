package dev.lodestar.core.account;

import static dev.lodestar.core.account.RandomEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuccessionTest {

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /// Accounts that are folded apart, and hand over to each other in their own time.
  private static final class Company {

    final Map<String, Ledger> ledgers = new TreeMap<>();
    final Map<String, Deque<Handover>> underWay = new TreeMap<>();
    final List<AccountMerged> refused = new ArrayList<>();

    void tell(AccountEvent event) {
      Ledger ledger = ledger(event.accountId());
      if (event instanceof AccountMerged merge && ledger.objection(merge).isPresent()) {
        refused.add(merge);
        return;
      }
      take(Succession.of(ledger, event));
    }

    /// The next handover to one of the accounts arrives, if one is under way.
    boolean handOver(Random random) {
      var waiting = underWay.entrySet().stream().filter(e -> !e.getValue().isEmpty()).toList();
      if (waiting.isEmpty()) {
        return false;
      }
      var next = waiting.get(random.nextInt(waiting.size()));
      take(Succession.of(ledger(next.getKey()), next.getValue().remove()));
      return true;
    }

    private void take(Succession succession) {
      ledgers.put(succession.ledger().accountId(), succession.ledger());
      succession
          .handover()
          .ifPresent(h -> underWay.computeIfAbsent(h.accountId(), _ -> new ArrayDeque<>()).add(h));
      succession.voided().ifPresent(refused::add);
    }

    Ledger ledger(String accountId) {
      return ledgers.getOrDefault(accountId, Ledger.empty(accountId));
    }

    String heirOf(String accountId) {
      String heir = accountId;
      for (int steps = 0; ledger(heir).mergedInto().isPresent(); steps++) {
        assertThat(steps).as("a circle at " + accountId).isLessThan(10);
        heir = ledger(heir).mergedInto().get();
      }
      return heir;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesNothingHoweverMergesCross(int seed) {
    var random = new Random(seed);
    var company = new Company();
    var told = new HashMap<String, Set<AccountEvent>>();
    for (int i = 0; i < 60; i++) {
      String accountId = "a" + random.nextInt(5);
      if (random.nextInt(6) == 0) {
        String into = "a" + random.nextInt(5);
        if (!into.equals(accountId)) {
          company.tell(merge(accountId, into, random.nextInt(9)));
        }
      } else {
        var event = new RandomEvents(random).of(1).getFirst().inheritedBy(accountId);
        told.computeIfAbsent(accountId, _ -> new HashSet<>()).add(event);
        company.tell(event);
      }
      if (random.nextInt(3) == 0) {
        company.handOver(random);
      }
    }

    int handed = 0;
    while (company.handOver(random)) {
      assertThat(handed++).as("handovers end").isLessThan(10_000);
    }

    var expected = new TreeMap<String, Set<AccountEvent>>();
    told.forEach((accountId, events) -> {
      String heir = company.heirOf(accountId);
      events.forEach(event ->
          expected.computeIfAbsent(heir, _ -> new HashSet<>()).add(event.inheritedBy(heir)));
    });
    expected.forEach((heir, events) -> {
      var ledger = Ledger.of(heir, events);
      assertThat(company.ledger(heir).view()).isEqualTo(ledger.view());
      assertThat(company.ledger(heir).deals()).isEqualTo(ledger.deals());
    });
    company.ledgers.forEach((accountId, ledger) ->
        assertThat(ledger.isVacant()).isEqualTo(!expected.containsKey(accountId)));
  }

  @Test
  void refusesTheLaterOfTwoMergesThatCross() {
    var company = new Company();
    var first = merge("a1", "a2", 1);
    var second = merge("a2", "a1", 2);

    company.tell(second);
    company.tell(first);
    var random = new Random(1);
    while (company.handOver(random)) {}

    assertThat(company.refused).containsExactly(second);
    assertThat(company.heirOf("a1")).isEqualTo("a2");
    assertThat(company.heirOf("a2")).isEqualTo("a2");
  }

  @Test
  void carriesWhatAnAccountLeavesOnAndOn() {
    var before = new Candidacy("a1", "default", NOON.plus(Duration.ofDays(1)));
    var after = new Candidacy("a1", "default", NOON.plus(Duration.ofDays(3)));
    var first =
        Handover.of(Ledger.empty("a1"), merge("a1", "a2", 4))
            .leaving(List.of("a1/d1"), List.of(before, after));

    var second = first.onwards(merge("a2", "a3", 5)).leaving(List.of("a2/d1"), List.of(before));

    assertThat(second.observations()).containsExactly("a1/d1", "a2/d1");
    assertThat(second.candidacies()).containsExactly(before, after);
    assertThat(second.candidaciesOf(Ledger.empty("a3"))).containsExactly(before, after);
    var erased = new AccountErased("erased", "a3", NOON.plus(Duration.ofDays(1)), "api");
    assertThat(second.candidaciesOf(Ledger.empty("a3").after(erased))).containsExactly(after);
  }

  private static AccountMerged merge(String accountId, String into, int day) {
    return new AccountMerged(
        "%s to %s on %d".formatted(accountId, into, day),
        accountId,
        NOON.plus(Duration.ofDays(day)),
        "crm",
        into);
  }
}
