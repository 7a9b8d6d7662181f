package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.observation.Observations;
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
/// in slices between live events.
final class FoldLedger
    implements Processor<byte[], @Nullable Received, Object, Object>, Walks.Visitor {

  static final String LEDGERS = "ledgers";
  static final String BACKFILLS = "backfills";

  private final Intake intake;
  private final Slice slice;
  private final Meters meters;

  private ProcessorContext<Object, Object> context;
  private KeyValueStore<String, Ledger> ledgers;
  private KeyValueStore<String, Announcement> scopes;
  private Walks backfills;

  FoldLedger(Intake intake, Slice slice, Meters meters) {
    this.intake = intake;
    this.slice = slice;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    ledgers = context.getStateStore(LEDGERS);
    scopes = context.getStateStore(Scopes.STORE);
    backfills = new Walks(ledgers, context.getStateStore(BACKFILLS), slice);
    // Wall-clock time, because a new scope concerns accounts to which nothing happens.
    context.schedule(slice.every(), PunctuationType.WALL_CLOCK_TIME, _ -> backfill());
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
    Optional<Ledger> before = Optional.ofNullable(ledgers.get(accountId));
    Ledger known = before.orElseGet(() -> Ledger.empty(accountId));
    Ledger after = known.after(event);
    if (after == known) {
      meters.repeated(topic);
      return;
    }
    ledgers.put(accountId, after);
    var view = after.view();
    if (before.isEmpty() || !view.equals(known.view())) {
      LedgerTopology.VIEWS.emit(context, accountId, view, time);
    }
    tell(before, after, time);
    LedgerTopology.MOVED.emit(context, accountId, new AccountMoved(after, view), time);
  }

  private void tell(Optional<Ledger> before, Ledger after, long time) {
    var moves = ObservationMove.between(before, after);
    if (moves.isEmpty()) {
      return;
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
  public void visit(String profileId, Ledger ledger) {
    Numbered now = Scopes.of(scopes).byProfile().get(profileId);
    if (now != null) {
      Observations.of(ledger).stream()
          .filter(now.scope()::contains)
          .forEach(observation -> tell(profileId, new Observed(observation)));
    }
  }

  @Override
  public void finished(String profileId, long scopeNumber) {
    tell(profileId, new ToldAll(scopeNumber, context.taskId().partition()));
  }

  private void tell(String profileId, ByLedger told) {
    LedgerTopology.TOLD.emit(context, profileId, told, context.currentSystemTimeMs());
  }
}
