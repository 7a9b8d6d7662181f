package dev.lodestar.query.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.account.Presence;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.query.targeting.GridResponse.Cell;
import dev.lodestar.query.targeting.Snapshot.Place;
import dev.lodestar.query.targeting.Snapshot.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final long DAY = 86_400_000;
  private static final List<Tier> TIERS = List.of(Tier.values());

  private final Targets targets = new Targets();
  private final Snapshots snapshots = new Snapshots();

  @Test
  void sortByTierThenFitThenName() {
    put("c", Tier.B, 0.9);
    put("b", Tier.A, 0.8);
    put("a", Tier.A, 0.8);
    put("d", Tier.A, 0.85);

    assertThat(all(Sort.FIT, Optional.empty())).containsExactly("d", "a", "b", "c");
    assertThat(all(Sort.FIT, Optional.of(Tier.B))).containsExactly("c");
  }

  @Test
  void sortByEngagementThenThoseNeverEngagedByFit() {
    put("never-b", Tier.B, 0.9);
    put("cooler", Tier.A, 0.8, 1);
    put("never-a", Tier.A, 0.8);
    put("warmer", Tier.D, 0.1, 2);

    assertThat(all(Sort.ENGAGEMENT, Optional.empty()))
        .containsExactly("warmer", "cooler", "never-a", "never-b");
    assertThat(all(Sort.ENGAGEMENT, Optional.of(Tier.A))).containsExactly("cooler", "never-a");
  }

  @Test
  void holdAnAccountOnceHoweverOftenItMoves() {
    put("a", Tier.B, 0.5);
    put("a", Tier.A, 0.9);
    put("a", Tier.A, 0.9);
    targets.move("a", Presence.at(1));
    targets.move("a", Presence.at(2));
    targets.move("stranger", Presence.at(2));

    assertThat(all(Sort.FIT, Optional.empty())).containsExactly("a");
    assertThat(all(Sort.ENGAGEMENT, Optional.empty())).containsExactly("a");
    assertThat(targets.list().counts().byTier())
        .containsEntry(Tier.A, 1L)
        .containsEntry(Tier.B, 0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreeWithSortingAllOfThem(long seed) {
    Random random = new Random(seed);
    Map<String, Target> expected = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      Target target = any(random, "acct-" + random.nextInt(300));
      if (random.nextInt(5) == 0) {
        targets.remove(target.accountId());
        expected.remove(target.accountId());
      } else {
        targets.put(target);
        expected.put(target.accountId(), target);
      }
    }

    for (Sort sort : Sort.values()) {
      assertThat(all(sort, Optional.empty()))
          .isEqualTo(
              expected.values().stream().sorted(sort.order()).map(Target::accountId).toList());
    }
    Snapshot snapshot = snapshots.take("p", targets.list(), NOON);
    for (Cell cell :
        GridResponse.of(snapshot, Optional.empty(), Grades.DEFAULT, "a rule").cells()) {
      assertThat(cell.accounts())
          .as(cell.cell())
          .isEqualTo(
              expected.values().stream()
                  .filter(t -> t.tier() == cell.tier())
                  .filter(t -> snapshot.grade(t, Grades.DEFAULT) == cell.engagement())
                  .count());
    }
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void pageThroughTheListAsItWasWhileAllOfItMoves(Sort sort) {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      targets.put(any(random, "acct-" + i));
    }
    List<String> before = all(sort, Optional.empty());

    List<String> seen = read(sort, random, snapshots::of);

    assertThat(seen).isEqualTo(before);
    assertThat(all(sort, Optional.empty())).isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void goOnByPlaceWhereWhatTheListWasIsForgotten(Sort sort) {
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      targets.put(any(random, "stays-" + i));
      targets.put(any(random, "acct-" + i));
    }

    List<String> seen = read(sort, random, _ -> Optional.empty());

    assertThat(seen.stream().filter(id -> id.startsWith("stays")))
        .hasSize(500)
        .doesNotHaveDuplicates();
  }

  @Test
  void gradeEngagementAsItFades() {
    put("three", Tier.A, 0.9, rank(3));
    put("one", Tier.A, 0.9, rank(1));
    put("never", Tier.A, 0.9);

    assertThat(grades(NOON)).containsExactly("three 1", "one 2", "never 4");
    assertThat(grades(NOON.plusMillis(14 * DAY + 1)))
        .containsExactly("three 2", "one 3", "never 4");
    assertThat(grades(NOON.plusMillis(56 * DAY + 1)))
        .containsExactly("three 4", "one 4", "never 4");
  }

  @Test
  void chooseByGradeWhateverComesFirst() {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      targets.put(any(random, "acct-" + i));
    }
    Snapshot snapshot = snapshots.take("p", targets.list(), NOON);

    for (int grade = 1; grade <= Grades.COUNT; grade++) {
      int wanted = grade;
      List<String> expected =
          targets
              .all()
              .filter(t -> snapshot.grade(t, Grades.DEFAULT) == wanted)
              .map(Target::accountId)
              .toList();
      assertThat(expected).isNotEmpty();
      for (Sort sort : Sort.values()) {
        assertThat(
                snapshot.targets(
                    new Wanted(
                        Optional.empty(),
                        Optional.of(grade),
                        Optional.empty(),
                        sort,
                        Optional.empty()),
                    Grades.DEFAULT))
            .extracting(Target::accountId)
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'1,2,3'", "'3,1'", "'3,1,0'", "'3,3,1'", "'a,b,c'", "'Infinity,2,1'", "''"})
  void refuseGradesThatAreNone(String cuts) {
    assertThatThrownBy(() -> Grades.parse(cuts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be three numbers");
  }

  @Test
  void refuseACursorThatIsNone() {
    String torn =
        new Snapshot("x", "p", TargetList.EMPTY, NOON, Optional.empty())
            .after(any(new Random(1), "a"), Sort.FIT)
            .text()
            .substring(4);

    assertThatThrownBy(() -> Place.at(torn)).isInstanceOf(InvalidField.class);
  }

  private List<String> grades(Instant at) {
    Snapshot snapshot = new Snapshot("x", "p", targets.list(), at, Optional.empty());
    return snapshot
        .targets(wanted(Sort.ENGAGEMENT, Optional.empty()), Grades.DEFAULT)
        .map(target -> target.accountId() + " " + snapshot.grade(target, Grades.DEFAULT))
        .toList();
  }

  /// Page by page, while accounts whose name begins with `acct` move.
  private List<String> read(Sort sort, Random random, Function<String, Optional<Snapshot>> kept) {
    List<String> seen = new ArrayList<>();
    Optional<Place> place = Optional.empty();
    boolean hasMore = true;
    while (hasMore) {
      Snapshot snapshot =
          place
              .flatMap(p -> kept.apply(p.snapshot()))
              .orElseGet(() -> snapshots.take("p", targets.list(), NOON));
      snapshots.keep(snapshot);
      Page<Target> page =
          Page.of(
              snapshot.targets(
                  new Wanted(
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      sort,
                      place.map(Place::after)),
                  Grades.DEFAULT),
              37,
              target -> snapshot.after(target, sort));
      page.items().forEach(target -> seen.add(target.accountId()));
      place = page.nextCursor().map(Place::at);
      hasMore = place.isPresent();
      for (int i = 0; i < 50; i++) {
        targets.put(any(random, "acct-" + random.nextInt(1_000)));
        targets.remove("acct-" + random.nextInt(1_000));
      }
    }
    return seen;
  }

  private List<String> all(Sort sort, Optional<Tier> tier) {
    return snapshots
        .take("p", targets.list(), NOON)
        .targets(wanted(sort, tier), Grades.DEFAULT)
        .map(Target::accountId)
        .toList();
  }

  private static Wanted wanted(Sort sort, Optional<Tier> tier) {
    return new Wanted(tier, Optional.empty(), Optional.empty(), sort, Optional.empty());
  }

  private void put(String account, Tier tier, double probability) {
    put(account, tier, probability, Double.NEGATIVE_INFINITY);
  }

  private void put(String account, Tier tier, double probability, double rank) {
    targets.put(target(account, tier, probability, rank));
  }

  private static Target any(Random random, String account) {
    return target(
        account,
        TIERS.get(random.nextInt(TIERS.size())),
        random.nextInt(20) / 20.0,
        random.nextBoolean() ? rank(random.nextInt(1, 20) / 4.0) : Double.NEGATIVE_INFINITY);
  }

  /// Of an account with as many visits at noon.
  private static double rank(double visits) {
    return NOON.toEpochMilli() + 14 * DAY * (Math.log(visits) / Math.log(2));
  }

  private static Target target(String account, Tier tier, double probability, double rank) {
    return new Target(
        account, tier, probability, 50, 1, 0, List.of(), Optional.empty(), Presence.at(rank));
  }
}
