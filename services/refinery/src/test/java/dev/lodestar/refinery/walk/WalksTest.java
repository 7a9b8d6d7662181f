package dev.lodestar.refinery.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.profile.Rescoring;
import dev.lodestar.refinery.MemoryStore;
import dev.lodestar.refinery.walk.Walk.Kind;
import dev.lodestar.wire.StateSerdes;
import dev.lodestar.wire.registry.KnownSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class WalksTest {

  private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
  private final KeyValueStore<String, Ledger> ledgers =
      MemoryStore.in(context, "ledgers", new StateSerdes(new KnownSchemas()).ledger());
  private final KeyValueStore<String, Cursor> cursors =
      MemoryStore.in(context, "cursors", new CursorSerde());
  private final Visits visits = new Visits();

  WalksTest() {
    for (String accountId : List.of("a", "a b", "b", "ä", "z")) {
      ledgers.put(accountId, Ledger.empty(accountId));
    }
  }

  @Test
  void visitsEveryAccountOnce() {
    var walks = walks(2);
    walks.begin(sweep("default"), 1);

    for (int slice = 0; slice < 5; slice++) {
      walks.advance(visits);
    }

    assertThat(visits.seen)
        .containsExactly("default a", "default a b", "default b", "default z", "default ä");
    assertThat(visits.finished).containsExactly("default 1");
  }

  @Test
  void resumesWhereItStopped() {
    var before = walks(2);
    before.begin(sweep("default"), 1);
    before.advance(visits);

    var after = walks(2);
    after.advance(visits);
    after.advance(visits);

    assertThat(visits.seen).hasSize(5).doesNotHaveDuplicates();
    assertThat(visits.finished).containsExactly("default 1");
    assertThat(visits.tallies).containsExactly(new Rescoring(5, 2, 0));
  }

  @Test
  void doesNotRepeatAWalkThatIsFinished() {
    var before = walks(9);
    before.begin(sweep("default"), 1);
    before.advance(visits);

    var after = walks(9);
    after.begin(sweep("default"), 1);
    after.advance(visits);

    assertThat(visits.seen).hasSize(5);
  }

  @Test
  void startsOverForALaterNumber() {
    var walks = walks(3);
    walks.begin(sweep("default"), 1);
    walks.advance(visits);

    walks.begin(sweep("default"), 2);
    walks.advance(visits);
    walks.advance(visits);

    assertThat(visits.seen).hasSize(8);
    assertThat(visits.finished).containsExactly("default 2");
    assertThat(visits.tallies).containsExactly(new Rescoring(5, 2, 0));
  }

  @Test
  void takesProfilesInTurn() {
    var walks = walks(2);
    walks.begin(sweep("b"), 1);
    walks.begin(sweep("a"), 1);

    walks.advance(visits);
    walks.advance(visits);
    walks.advance(visits);

    assertThat(visits.seen).containsExactly("a a", "a a b", "b a", "b a b", "a b", "a z");
  }

  @Test
  void keepsWalksOfSeveralKindsApart() {
    var before = walks(3);
    before.begin(sweep("a"), 7);
    before.begin(new Walk(Kind.REVIEW, "a"), 1);
    before.advance(visits);

    var after = walks(3);
    after.advance(visits);
    after.advance(visits);
    after.advance(visits);

    assertThat(visits.seen).hasSize(10).doesNotHaveDuplicates();
    assertThat(visits.finished).containsExactlyInAnyOrder("a 7", "a REVIEW 1");
  }

  @Test
  void stopsWhenItsTimeIsUpButNeverWithoutAVisit() {
    long[] now = {0};
    var walks = walks(100, () -> now[0] += Duration.ofSeconds(1).toNanos());
    walks.begin(sweep("default"), 1);

    walks.advance(visits);

    assertThat(visits.seen).hasSize(1);
  }

  private static Walk sweep(String profileId) {
    return new Walk(Kind.SWEEP, profileId);
  }

  private Walks walks(int accounts) {
    return walks(accounts, () -> 0);
  }

  private Walks walks(int accounts, LongSupplier nanoTime) {
    return new Walks(
        ledgers,
        cursors,
        new Slice(Duration.ofMillis(100), accounts, Duration.ofMillis(50), nanoTime));
  }

  private static final class Visits implements Walks.Visitor {

    private final List<String> seen = new ArrayList<>();
    private final List<String> finished = new ArrayList<>();
    private final List<Rescoring> tallies = new ArrayList<>();

    @Override
    public Rescoring visit(Walk walk, Ledger ledger) {
      seen.add(named(walk) + " " + ledger.accountId());
      return new Rescoring(1, ledger.accountId().startsWith("a") ? 1 : 0, 0);
    }

    @Override
    public void finished(Walk walk, long number, Rescoring tally) {
      tallies.add(tally);
      finished.add(named(walk) + " " + number);
    }

    private static String named(Walk walk) {
      return walk.kind() == Kind.SWEEP ? walk.profileId() : walk.profileId() + " " + walk.kind();
    }
  }
}
