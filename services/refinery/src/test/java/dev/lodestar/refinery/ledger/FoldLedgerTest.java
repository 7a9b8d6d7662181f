package dev.lodestar.refinery.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.Handover;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.refinery.MemoryStore;
import dev.lodestar.refinery.agenda.Agenda;
import dev.lodestar.refinery.agenda.WorldClock;
import dev.lodestar.refinery.announcement.AnnouncementSerde;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Received;
import dev.lodestar.refinery.matching.Candidacies;
import dev.lodestar.refinery.refinement.Told;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.Withdrawn;
import dev.lodestar.refinery.walk.CursorSerde;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.wire.StateSerdes;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.KnownSchemas;
import dev.lodestar.wire.translation.Events;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What profiles are told between the transaction in which an account is merged and the one in
/// which its heir inherits.
class FoldLedgerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> ACCOUNTS = List.of("a", "b", "c", "d");
  private static final List<DealStage> CLOSED = List.of(DealStage.WON, DealStage.LOST);
  private static final List<DealStage> STAGES = List.of(DealStage.values());

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  /// A ledger whose handovers arrive when the test says so, those of one heir in order, and the
  /// evidence of a profile that hears what it tells.
  private static final class World {

    final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    final Map<String, Deque<Handover>> underWay = new TreeMap<>();
    final Map<String, Observation> evidence = new TreeMap<>();
    final Map<String, Observation> kept = new TreeMap<>(); // in the topic of observations
    final Set<String> toldOf = new HashSet<>();
    final KeyValueStore<String, Ledger> ledgers;
    final FoldLedger fold;

    World() {
      var topics = Topics.of("", new KnownSchemas());
      ledgers =
          MemoryStore.in(context, Ledgers.STORE, new StateSerdes(new KnownSchemas()).ledger());
      MemoryStore.in(context, WorldClock.STORE, Serdes.Long());
      MemoryStore.in(context, Agenda.STORE, Serdes.ByteArray());
      MemoryStore.in(context, Candidacies.STORE, Serdes.Void()); // matching would write to it
      MemoryStore.in(context, Scopes.STORE, new AnnouncementSerde(topics));
      MemoryStore.in(context, FoldLedger.BACKFILLS, new CursorSerde());
      context.setRecordMetadata("events", 0, 0);
      context.setCurrentSystemTimeMs(NOON.toEpochMilli());
      fold =
          new FoldLedger(
              topics.accountIdentities().name(),
              new Intake(1),
              Duration.ofDays(14),
              new Slice(Duration.ofMillis(100), 9, Duration.ofMillis(50), () -> 0),
              new Meters(new SimpleMeterRegistry()));
      fold.init(context);
    }

    void tell(AccountEvent event) {
      process(event.accountId(), Events.toAvro(event));
    }

    /// The next handover to one of the accounts arrives, if one is under way.
    boolean handOver(Random random) {
      var waiting = underWay.values().stream().filter(queue -> !queue.isEmpty()).toList();
      if (waiting.isEmpty()) {
        return false;
      }
      Handover next = waiting.get(random.nextInt(waiting.size())).remove();
      process(next.accountId(), next);
      return true;
    }

    private void process(String accountId, Object content) {
      context.resetForwards();
      fold.process(
          new Record<>(
              accountId.getBytes(UTF_8), new Received(new byte[0], content), NOON.toEpochMilli()));
      for (var forwarded : context.forwarded()) {
        Object key = forwarded.record().key();
        switch (forwarded.record().value()) {
          case Handover handover ->
              underWay.computeIfAbsent(handover.accountId(), _ -> new ArrayDeque<>()).add(handover);
          case Observation observation -> kept.put(observation.id(), observation);
          case Told told -> hear(told);
          case null -> kept.remove(key);
          default -> {}
        }
      }
    }

    private void hear(Told told) {
      switch (told) {
        case Observed(var observation, var insteadOf) -> {
          insteadOf.forEach(evidence::remove);
          evidence.put(observation.id(), observation);
          toldOf.add(observation.dealId());
        }
        case Withdrawn(var id) -> evidence.remove(id);
        default -> throw new IllegalArgumentException("unexpected: " + told);
      }
    }

    List<String> dealsInEvidence() {
      return evidence.values().stream().map(Observation::dealId).toList();
    }

    /// What the ledgers say, each of its own account.
    Map<String, Observation> observations() {
      var all = new ArrayList<Observation>();
      try (var entries = ledgers.all()) {
        entries.forEachRemaining(entry -> all.addAll(Observations.of(entry.value)));
      }
      return all.stream().collect(toMap(Observation::id, observation -> observation));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void missesNoDealAndTellsOfNoneTwiceWhileAccountsAreMerged(int seed) {
    var random = new Random(seed);
    // None into one of those before it, so that there is no circle.
    mergeAtRandom(
        random,
        accountId -> any(random, ACCOUNTS.subList(ACCOUNTS.indexOf(accountId), ACCOUNTS.size())),
        world ->
            assertThat(world.dealsInEvidence()).containsExactlyInAnyOrderElementsOf(world.toldOf));
  }

  /// A deal of which there is news while its history goes round may be told of twice for that time.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void missesNoDealEvenWhereMergesContradictEachOther(int seed) {
    var random = new Random(seed);
    mergeAtRandom(
        random,
        _ -> any(random, ACCOUNTS),
        world -> assertThat(world.dealsInEvidence()).containsAll(world.toldOf));
  }

  private static void mergeAtRandom(
      Random random, UnaryOperator<String> intoWhich, Consumer<World> check) {
    var world = new World();
    for (int i = 0; i < 40; i++) {
      String accountId = any(random, ACCOUNTS);
      world.tell(
          random.nextInt(4) == 0
              ? merged(accountId, intoWhich.apply(accountId), random.nextInt(9))
              : deal(accountId, "of " + accountId + random.nextInt(4), any(random, CLOSED), i));
      check.accept(world);
      if (random.nextInt(3) == 0) {
        world.handOver(random);
        check.accept(world);
      }
    }
    while (world.handOver(random)) {
      check.accept(world);
    }

    assertThat(world.evidence).isEqualTo(world.observations());
    assertThat(world.kept).isEqualTo(world.observations());
  }

  /// Duplicates know of the same deals, deals are reopened, and accounts are erased meanwhile.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endsWithTheEvidenceOfTheLedgersThatAreLeft(int seed) {
    var random = new Random(seed);
    var world = new World();
    for (int i = 0; i < 60; i++) {
      String accountId = any(random, ACCOUNTS);
      world.tell(
          switch (random.nextInt(8)) {
            case 0 -> merged(accountId, any(random, ACCOUNTS), random.nextInt(60));
            case 1 -> erased(accountId, random.nextInt(60));
            default -> deal(accountId, "d" + random.nextInt(4), any(random, STAGES), i);
          });
      if (random.nextInt(3) == 0) {
        world.handOver(random);
      }
    }
    while (world.handOver(random)) {}

    assertThat(world.evidence).isEqualTo(world.observations());
    assertThat(world.kept).isEqualTo(world.observations());
  }

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static Instant day(int day) {
    return NOON.minus(Duration.ofDays(100L - day));
  }

  private static DealReported deal(String accountId, String dealId, DealStage stage, int day) {
    return new DealReported(
        "%s of %s on %d".formatted(dealId, accountId, day),
        accountId,
        day(day),
        "crm",
        dealId,
        0,
        stage,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>());
  }

  private static AccountMerged merged(String accountId, String into, int day) {
    // Into itself there is none.
    String other = into.equals(accountId) ? into + "'" : into;
    return new AccountMerged(
        "%s to %s on %d".formatted(accountId, other, day), accountId, day(day), "crm", other);
  }

  private static AccountErased erased(String accountId, int day) {
    return new AccountErased(accountId + " erased on " + day, accountId, day(day), "api");
  }
}
