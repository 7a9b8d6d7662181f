package dev.lodestar.refinery.ledger;

import dev.lodestar.core.account.AccountEnd;
import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.Handover;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.account.Succession;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.profile.Rescoring;
import dev.lodestar.refinery.agenda.Agenda;
import dev.lodestar.refinery.agenda.WorldClock;
import dev.lodestar.refinery.announcement.Announcement;
import dev.lodestar.refinery.flow.Intake;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.flow.Received;
import dev.lodestar.refinery.ledger.Admission.Admitted;
import dev.lodestar.refinery.ledger.Admission.Inherited;
import dev.lodestar.refinery.ledger.Admission.Refused;
import dev.lodestar.refinery.ledger.Scopes.Numbered;
import dev.lodestar.refinery.matching.Candidacies;
import dev.lodestar.refinery.matching.Stir;
import dev.lodestar.refinery.matching.Stir.AccountGone;
import dev.lodestar.refinery.matching.Stir.AccountMoved;
import dev.lodestar.refinery.refinement.Told.ByLedger;
import dev.lodestar.refinery.refinement.Told.Observed;
import dev.lodestar.refinery.refinement.Told.ToldAll;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.refinery.walk.Walk;
import dev.lodestar.refinery.walk.Walk.Kind;
import dev.lodestar.refinery.walk.Walks;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Folds an event into the ledger of its account, and tells what it changed.
///
/// What is said of an account that was merged into another is handed over to that one.
///
/// When a profile comes to count other deals than before, all of a task's ledgers are told to it,
/// in slices between live events. Accounts on the agenda are looked at when they are due.
final class FoldLedger
    implements Processor<byte[], @Nullable Received, Object, Object>, Walks.Visitor {

  static final String BACKFILLS = "backfills";

  private static final Duration AGENDA = Duration.ofMillis(100);

  /// Accounts on the agenda, in one go between live events: some milliseconds.
  private static final int AT_ONCE = 100;

  private static final SortedSet<String> NOTHING = Collections.emptySortedSet();

  private final String identities;
  private final Intake intake;
  private final Duration halfLife;
  private final Slice slice;
  private final Meters meters;

  private ProcessorContext<Object, Object> context;
  private Ledgers ledgers;
  private KeyValueStore<String, Announcement> scopes;
  private WorldClock clock;
  private Agenda agenda;
  private Candidacies candidacies;
  private Walks backfills;

  /// @param identities the name of the topic of merges
  /// @param halfLife of a visit, for engagement
  FoldLedger(String identities, Intake intake, Duration halfLife, Slice slice, Meters meters) {
    this.identities = identities;
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
    candidacies = new Candidacies(context.getStateStore(Candidacies.STORE));
    scopes = context.getStateStore(Scopes.STORE);
    backfills = new Walks(ledgers.store(), context.getStateStore(BACKFILLS), slice);
    // Wall-clock time, because both concern accounts to which nothing happens.
    context.schedule(slice.every(), PunctuationType.WALL_CLOCK_TIME, _ -> backfill());
    context.schedule(AGENDA, PunctuationType.WALL_CLOCK_TIME, _ -> followAgenda());
  }

  @Override
  public void process(Record<byte[], @Nullable Received> record) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    meters.event(where.topic());
    switch (Admission.of(record, where.partition(), intake)) {
      case Admitted(var event) -> take(event, record, where.topic());
      case Inherited(var handover) -> inherit(handover, record.timestamp(), where.topic());
      case Refused(var reason) -> refuse(record, reason);
    }
  }

  private void take(AccountEvent event, Record<byte[], @Nullable Received> record, String topic) {
    hear(event, record.timestamp());
    Instant now = now();
    Optional<Known> known = ledgers.of(event.accountId(), now);
    Ledger ledger = ledgerOf(event.accountId(), known);
    Optional<String> objection =
        event instanceof AccountMerged merge ? ledger.objection(merge) : Optional.empty();
    if (objection.isPresent()) {
      refuse(record, objection.get());
    } else {
      var news = Succession.of(ledger, event);
      keep(known, news, Optional.empty(), now, record.timestamp(), topic);
    }
  }

  private void inherit(Handover handover, long time, String topic) {
    handover.events().forEach(event -> hear(event, time));
    Instant now = now();
    Optional<Known> known = ledgers.of(handover.accountId(), now);
    Ledger ledger = ledgerOf(handover.accountId(), known);
    keep(known, Succession.of(ledger, handover), Optional.of(handover), now, time, topic);
  }

  private void hear(AccountEvent event, long time) {
    switch (event) {
      // Decided by people today, be it of a history that ended years ago.
      case AccountErased _, AccountMerged _ -> {}
      case AttributesObserved _, SiteVisited _, DealReported _, ChurnReported _ ->
          clock.hear(event.occurredAt(), Instant.ofEpochMilli(time));
    }
  }

  private Instant now() {
    return clock.now(context.currentSystemTimeMs());
  }

  private static Ledger ledgerOf(String accountId, Optional<Known> known) {
    return known.map(Known::ledger).orElseGet(() -> Ledger.empty(accountId));
  }

  private void refuse(Record<byte[], @Nullable Received> record, String reason) {
    meters.rejected(context.recordMetadata().orElseThrow().topic());
    boolean isErased =
        record.key() != null
            && ledgers
                .of(Intake.text(record.key()), now())
                .flatMap(known -> known.ledger().erasedAt())
                .isPresent();
    if (isErased) {
      LedgerTopology.REJECTIONS.rejectUnseen(context, record);
    } else {
      LedgerTopology.REJECTIONS.reject(context, record, reason);
    }
  }

  private void keep(
      Optional<Known> before,
      Succession news,
      Optional<Handover> inherited,
      Instant now,
      long time,
      String topic) {
    news.voided()
        .ifPresent(merge -> LedgerTopology.REJECTIONS.rejectLate(context, identities, merge, time));
    news.handover()
        .ifPresent(handover ->
            LedgerTopology.HANDOVERS.emit(
                context, handover.accountId(), leaving(handover, before, now), time));
    if (isKnown(before, news.ledger()) && inherited.filter(Handover::leavesMore).isEmpty()) {
      meters.repeated(topic);
      return;
    }
    Known after = ledgers.known(news.ledger(), now);
    ledgers.put(after);
    show(before, after, time);
    tell(before, after, inherited, time);
    stir(before, after, inherited, time);
    askForNextChange(after);
  }

  /// With what the account leaves besides what happened to it: its evidence, which stands until the
  /// heir replaces it, and when it was announced.
  private Handover leaving(Handover handover, Optional<Known> before, Instant now) {
    return before
        .map(known ->
            handover.leaving(
                known.observations().keySet(), candidacies.of(known.ledger().accountId(), now)))
        .orElse(handover);
  }

  @SuppressWarnings("ReferenceEquality") // the ledger's own sign that it knew the news
  private static boolean isKnown(Optional<Known> before, Ledger now) {
    return before.isPresent() ? now == before.get().ledger() : now.events().findAny().isEmpty();
  }

  private void show(Optional<Known> before, Known after, long time) {
    String accountId = after.ledger().accountId();
    Optional<Known> shown = before.filter(Known::isThere);
    if (!after.isThere()) {
      shown.ifPresent(_ -> LedgerTopology.VIEWS.withdraw(context, accountId, time));
    } else if (shown.filter(known -> known.view().equals(after.view())).isEmpty()) {
      LedgerTopology.VIEWS.emit(context, accountId, after.view(), time);
    }
    Optional<AccountEnd> end = after.ledger().end();
    if (!end.equals(before.flatMap(known -> known.ledger().end()))) {
      end.ifPresentOrElse(
          ending -> LedgerTopology.ENDS.emit(context, accountId, ending, time),
          () -> LedgerTopology.ENDS.withdraw(context, accountId, time));
    }
  }

  private void stir(Optional<Known> before, Known after, Optional<Handover> inherited, long time) {
    Ledger ledger = after.ledger();
    // What was concluded from facts that are erased must go, even if others remain.
    boolean isForgotten =
        before
            .filter(Known::isThere)
            .filter(
                known -> !after.isThere() || !known.ledger().erasedAt().equals(ledger.erasedAt()))
            .isPresent();
    if (isForgotten) {
      before
          .orElseThrow()
          .ledger()
          .changesOfView()
          .forEach(due -> agenda.drop(due, ledger.accountId()));
      LedgerTopology.MOVED.emit(
          context, ledger.accountId(), new AccountGone(ledger.accountId()), time);
    }
    if (after.isThere()) {
      inherited
          .map(handover -> handover.candidaciesOf(ledger))
          .filter(candidacies -> !candidacies.isEmpty())
          .ifPresent(candidacies ->
              LedgerTopology.MOVED.emit(
                  context,
                  ledger.accountId(),
                  new Stir.Inherited(ledger.accountId(), candidacies),
                  time));
      LedgerTopology.MOVED.emit(
          context,
          ledger.accountId(),
          new AccountMoved(ledger, after.view(), after.view().asOf()),
          time);
    }
  }

  private void followAgenda() {
    Instant now = now();
    agenda.take(now, AT_ONCE).forEach(due -> lookAt(due, now));
  }

  /// Nothing happened to the account, but time passed.
  private void lookAt(Agenda.Entry entry, Instant now) {
    String accountId = entry.accountId();
    Optional<Ledger> ledger = ledgers.of(accountId, now).filter(Known::isThere).map(Known::ledger);
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

  private void tell(Optional<Known> before, Known after, Optional<Handover> inherited, long time) {
    if (after.ledger().mergedInto().isPresent()) {
      return; // the heir does, which alone can do both at once
    }
    var moves =
        ObservationMove.between(
            before, after, inherited.map(Handover::observations).orElse(NOTHING));
    if (moves.isEmpty()) {
      return;
    }
    for (ObservationMove move : moves) {
      move.gone().forEach(id -> LedgerTopology.OBSERVATIONS.withdraw(context, id, time));
      move.after()
          .ifPresent(now -> LedgerTopology.OBSERVATIONS.emit(context, move.id(), now, time));
    }
    Scopes.of(scopes)
        .byProfile()
        .forEach((profileId, numbered) ->
            moves.stream()
                .flatMap(move -> move.toldTo(numbered.scope()))
                .forEach(told -> LedgerTopology.TOLD.emit(context, profileId, told, time)));
  }

  private void backfill() {
    Scopes.of(scopes)
        .byProfile()
        .forEach((profileId, numbered) -> {
          if (numbered.number() > 0) {
            backfills.begin(new Walk(Kind.BACKFILL, profileId), numbered.number());
          }
        });
    backfills.advance(this);
  }

  @Override
  public Rescoring visit(Walk walk, Ledger ledger) {
    String profileId = walk.profileId();
    Numbered now = Scopes.of(scopes).byProfile().get(profileId);
    if (now != null) {
      Observations.of(ledger).stream()
          .filter(now.scope()::contains)
          .forEach(observation -> tell(profileId, new Observed(observation)));
    }
    return Rescoring.NONE;
  }

  @Override
  public void finished(Walk walk, long scopeNumber, Rescoring none) {
    tell(walk.profileId(), new ToldAll(scopeNumber, context.taskId().partition()));
  }

  private void tell(String profileId, ByLedger told) {
    LedgerTopology.TOLD.emit(context, profileId, told, context.currentSystemTimeMs());
  }
}
