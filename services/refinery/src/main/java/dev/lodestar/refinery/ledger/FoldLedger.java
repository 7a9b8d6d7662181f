package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.profile.Rescoring;
import dev.lodestar.refinery.agenda.Agenda;
import dev.lodestar.refinery.agenda.WorldClock;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Received;
import dev.lodestar.refinery.ledger.Admission.Admitted;
import dev.lodestar.refinery.ledger.Admission.Refused;
import dev.lodestar.refinery.ledger.Scopes.Numbered;
import dev.lodestar.refinery.matching.Stir.AccountMoved;
import dev.lodestar.refinery.refinement.Told.ByLedger;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.ToldAll;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.refinery.walk.Walks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Folds an event into the ledger of its account, and tells what it changed.
///
/// When a profile comes to count other deals than before, all of a task's ledgers are told to it,
/// in slices between live events. Accounts on the agenda are looked at when they are due.
final class FoldLedger
    implements Processor<byte[], @Nullable Received, Object, Object>, Walks.Visitor {

  static final String BACKFILLS = "backfills";

  private final Intake intake;
  private final Duration halfLife;
  private final Slice slice;
  private final Meters meters;

  private ProcessorContext<Object, Object> context;
  private Ledgers ledgers;
  private KeyValueStore<String, Announcement> scopes;
  private WorldClock clock;
  private Agenda agenda;
  private Walks backfills;

  /// @param halfLife of a visit, for engagement
  FoldLedger(Intake intake, Duration halfLife, Slice slice, Meters meters) {
    this.halfLife = halfLife;
    this.intake = intake;
    this.slice = slice;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    ledgers = new Ledgers(context.getStateStore(Ledgers.STORE), halfLife);
    clock = new WorldClock(context.getStateStore(WorldClock.STORE));
    agenda = new Agenda(context.getStateStore(Agenda.STORE));
    scopes = context.getStateStore(Scopes.STORE);
    backfills = new Walks(ledgers.store(), context.getStateStore(BACKFILLS), slice);
    // Wall-clock time, because both concern accounts to which nothing happens.
    context.schedule(slice.every(), PunctuationType.WALL_CLOCK_TIME, _ -> backfill());
    context.schedule(slice.every(), PunctuationType.WALL_CLOCK_TIME, _ -> followAgenda());
  }

  @Override
  public void process(Record<byte[], @Nullable Received> record) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    meters.event(where.topic());
    switch (Admission.of(record, where.partition(), intake)) {
      case Admitted(var event) -> fold(event, record.timestamp(), where.topic());
      case Refused(var reason) -> {
        meters.rejected(where.topic());
        LedgerTopology.REJECTIONS.reject(context, record, reason);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // the ledger's own sign that it knew the event
  private void fold(AccountEvent event, long time, String topic) {
    String accountId = event.accountId();
    clock.hear(event.occurredAt(), Instant.ofEpochMilli(time));
    Instant now = clock.now(context.currentSystemTimeMs());
    Optional<Known> before = ledgers.of(accountId, now);
    Ledger known = before.map(Known::ledger).orElseGet(() -> Ledger.empty(accountId));
    Ledger folded = known.after(event);
    if (folded == known) {
      meters.repeated(topic);
      return;
    }
    Known after = ledgers.known(folded, now);
    ledgers.put(after);
    askForNextChange(after);
    if (before.isEmpty() || !after.view().equals(before.get().view())) {
      LedgerTopology.VIEWS.emit(context, accountId, after.view(), time);
    }
    tell(before, after, time);
    LedgerTopology.MOVED.emit(
        context, accountId, new AccountMoved(folded, after.view(), after.view().asOf()), time);
  }

  private void followAgenda() {
    Instant now = clock.now(context.currentSystemTimeMs());
    long until = slice.nanoTime().getAsLong() + slice.time().toNanos();
    for (int done = 0; done < slice.accounts(); done++) {
      Optional<Agenda.Entry> entry = agenda.next(now);
      entry.ifPresent(due -> lookAt(due, now));
      if (entry.isEmpty() || slice.nanoTime().getAsLong() >= until) {
        return;
      }
    }
  }

  /// Nothing happened to the account, but time passed.
  private void lookAt(Agenda.Entry entry, Instant now) {
    String accountId = entry.accountId();
    Optional<Ledger> ledger = ledgers.of(accountId, now).map(Known::ledger);
    if (ledger.isEmpty()) {
      return;
    }
    long time = context.currentSystemTimeMs();
    Known before = ledgers.known(ledger.get(), entry.due().minusMillis(1));
    Known after = ledgers.known(ledger.get(), now);
    ledgers.hold(after);
    askForNextChange(after);
    if (!after.view().equals(before.view())) {
      LedgerTopology.VIEWS.emit(context, accountId, after.view(), time);
    }
    AccountMoved moved =
        new AccountMoved(ledger.get(), after.view(), later(entry.due(), after.view().asOf()));
    LedgerTopology.MOVED.emit(context, accountId, moved, time);
  }

  private void askForNextChange(Known known) {
    known
        .ledger()
        .nextChangeOfView(known.view().asOf())
        .ifPresent(due -> agenda.ask(due, known.ledger().accountId()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void tell(Optional<Known> before, Known after, long time) {
    var moves = ObservationMove.between(before, after);
    if (moves.isEmpty()) {
      return;
    }
    for (ObservationMove move : moves) {
      move.after()
          .ifPresentOrElse(
              now -> LedgerTopology.OBSERVATIONS.emit(context, move.id(), now, time),
              () -> LedgerTopology.OBSERVATIONS.withdraw(context, move.id(), time));
    }
    Scopes.of(scopes)
        .byProfile()
        .forEach((profileId, numbered) ->
            moves.stream()
                .flatMap(move -> move.toldTo(numbered.scope()).stream())
                .forEach(told -> LedgerTopology.TOLD.emit(context, profileId, told, time)));
  }

  private void backfill() {
    Scopes.of(scopes)
        .byProfile()
        .forEach((profileId, numbered) -> {
          if (numbered.number() > 0) {
            backfills.begin(profileId, numbered.number());
          }
        });
    backfills.advance(this);
  }

  @Override
  public Rescoring visit(String profileId, Ledger ledger) {
    Numbered now = Scopes.of(scopes).byProfile().get(profileId);
    if (now != null) {
      Observations.of(ledger).stream()
          .filter(now.scope()::contains)
          .forEach(observation -> tell(profileId, new Observed(observation)));
    }
    return Rescoring.NONE;
  }

  @Override
  public void finished(String profileId, long scopeNumber, Rescoring none) {
    tell(profileId, new ToldAll(scopeNumber, context.taskId().partition()));
  }

  private void tell(String profileId, ByLedger told) {
    LedgerTopology.TOLD.emit(context, profileId, told, context.currentSystemTimeMs());
  }
}
