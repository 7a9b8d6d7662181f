package dev.lodestar.query.targeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.paging.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

  private static final List<Tier> TIERS = List.of(Tier.values());

  private final Targets targets = new Targets();

  @Test
  void sortsByTierThenFitThenName() {
    put("c", Tier.B, 0.9);
    put("b", Tier.A, 0.8);
    put("a", Tier.A, 0.8);
    put("d", Tier.A, 0.85);

    assertThat(all(Optional.empty())).containsExactly("d", "a", "b", "c");
    assertThat(all(Optional.of(Tier.B))).containsExactly("c");
  }

  @Test
  void holdsAnAccountOnceHoweverOftenItMoves() {
    put("a", Tier.B, 0.5);
    put("a", Tier.A, 0.9);
    put("a", Tier.A, 0.9);

    assertThat(all(Optional.empty())).containsExactly("a");
    assertThat(targets.counts()).containsEntry(Tier.A, 1L).containsEntry(Tier.B, 0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithSortingAllOfThem(long seed) {
    Random random = new Random(seed);
    Map<String, Target> expected = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String account = "acct-" + random.nextInt(300);
      if (random.nextInt(5) == 0) {
        targets.remove(account);
        expected.remove(account);
      } else {
        Target target = target(account, tier(random), random.nextInt(20) / 20.0);
        targets.put(target);
        expected.put(account, target);
      }
    }

    List<String> sorted = expected.values().stream().sorted().map(Target::accountId).toList();

    assertThat(all(Optional.empty())).isEqualTo(sorted);
    assertThat(targets.counts().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(expected.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pagesThroughThoseThatStayWhileOthersComeGoAndMove(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      put("stays-" + i, tier(random), random.nextDouble());
      put("moves-" + i, tier(random), random.nextDouble());
    }
    List<String> seen = new ArrayList<>();
    Target place = Target.startOf(Tier.A);
    Optional<String> next = Optional.of("start");
    while (next.isPresent()) {
      Page<Target> page = Page.of(targets.after(place, Optional.empty()), 37, Target::cursor);
      page.items().forEach(target -> seen.add(target.accountId()));
      next = page.nextCursor();
      place = next.map(Target::at).orElse(place);
      for (int i = 0; i < 50; i++) {
        put("moves-" + random.nextInt(500), tier(random), random.nextDouble());
        targets.remove("moves-" + random.nextInt(500));
      }
    }

    List<String> stayed = seen.stream().filter(id -> id.startsWith("stays")).toList();
    Set<String> distinct = new HashSet<>(stayed);
    assertThat(stayed).hasSize(500);
    assertThat(distinct).hasSize(500);
  }

  private List<String> all(Optional<Tier> tier) {
    return targets.after(Target.startOf(tier.orElse(Tier.A)), tier).map(Target::accountId).toList();
  }

  private void put(String account, Tier tier, double probability) {
    targets.put(target(account, tier, probability));
  }

  private static Target target(String account, Tier tier, double probability) {
    return new Target(account, tier, probability, 50, 1, 0, List.of(), Optional.empty());
  }

  private static Tier tier(Random random) {
    return TIERS.get(random.nextInt(TIERS.size()));
  }
}
