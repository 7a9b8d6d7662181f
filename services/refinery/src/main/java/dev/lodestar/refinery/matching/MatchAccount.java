package dev.lodestar.refinery.matching;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Engagement;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.TierHysteresis;
import dev.lodestar.core.profile.Disqualification;
import dev.lodestar.core.profile.RescoredPart;
import dev.lodestar.core.profile.Rescoring;
import dev.lodestar.core.retargeting.AtLapse;
import dev.lodestar.refinery.agenda.Agenda;
import dev.lodestar.refinery.agenda.WorldClock;
import dev.lodestar.refinery.announcement.Announcement.PolicySet;
import dev.lodestar.refinery.flow.Meters;
import dev.lodestar.refinery.matching.Newest.Ready;
import dev.lodestar.refinery.matching.Stir.AccountGone;
import dev.lodestar.refinery.matching.Stir.AccountMoved;
import dev.lodestar.refinery.matching.Stir.Heard;
import dev.lodestar.refinery.matching.Stir.Inherited;
import dev.lodestar.refinery.walk.Slice;
import dev.lodestar.refinery.walk.Walk;
import dev.lodestar.refinery.walk.Walk.Kind;
import dev.lodestar.refinery.walk.Walks;
import dev.lodestar.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Scores an account when it moves, and all of a task's accounts when a version comes.
final class MatchAccount implements Processor<String, Stir, Object, Object>, Walks.Visitor {

  static final String FITS = "fits";
  static final String SWEEPS = "sweeps";

  private final String ledgers;
  private final Slice slice;
  private final Meters meters;

  private ProcessorContext<Object, Object> context;
  private KeyValueStore<String, AccountFit> fits;
  private WorldClock clock;
  private Newest newest;
  private Policies policies;
  private Candidacies candidacies;
  private Waits waits;
  private Lapses lapses;
  private Walks walks;

  /// @param ledgers the name of the ledger's store
  MatchAccount(String ledgers, Slice slice, Meters meters) {
    this.ledgers = ledgers;
    this.slice = slice;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    fits = context.getStateStore(FITS);
    clock = new WorldClock(context.getStateStore(WorldClock.STORE));
    newest = new Newest(context.getStateStore(Newest.STORE));
    policies = new Policies(context.getStateStore(Policies.STORE));
    candidacies = new Candidacies(context.getStateStore(Candidacies.STORE));
    waits =
        new Waits(
            context.getStateStore(Waits.STORE), new Agenda(context.getStateStore(Agenda.STORE)));
    lapses =
        new Lapses(
            context.getStateStore(Lapses.STORE),
            context.getStateStore(Lapses.DECISIONS),
            candidacies,
            policies);
    walks = new Walks(context.getStateStore(ledgers), context.getStateStore(SWEEPS), slice);
    // Wall-clock time, because a version concerns accounts to which nothing happens.
    context.schedule(slice.every(), PunctuationType.WALL_CLOCK_TIME, _ -> walks.advance(this));
  }

  @Override
  public void process(Record<String, Stir> record) {
    switch (record.value()) {
      case AccountMoved(var ledger, var view, var at) ->
          newest.versions().forEach(ready -> score(ready, ledger, view, at, record.timestamp()));
      case AccountGone(var accountId) -> {
        newest
            .versions()
            .forEach(ready -> forget(ready.version().profileId(), accountId, record.timestamp()));
        candidacies.forget(accountId);
        waits.forget(accountId);
      }
      case Inherited(var accountId, var inherited) ->
          candidacies.add(accountId, inherited, clock.now(context.currentSystemTimeMs()));
      case Heard(PolicySet news) -> {
        if (policies.hear(news)) {
          walks.begin(new Walk(Kind.REVIEW, news.profileId()), news.number());
        }
      }
      case Heard(var news) ->
          newest
              .hear(news)
              .ifPresent(number -> walks.begin(new Walk(Kind.SWEEP, news.profileId()), number));
    }
  }

  @Override
  public Rescoring visit(Walk walk, Ledger ledger) {
    return switch (walk.kind()) {
      case SWEEP -> rescore(walk.profileId(), ledger);
      case REVIEW -> {
        decideAnew(walk.profileId(), ledger);
        yield Rescoring.NONE;
      }
      case BACKFILL -> throw notOfMatching(walk);
    };
  }

  private Rescoring rescore(String profileId, Ledger ledger) {
    meters.swept(profileId);
    long time = context.currentSystemTimeMs();
    Optional<Ready> ready = newest.of(profileId);
    if (ready.isEmpty() || ledger.isVacant()) {
      forget(profileId, ledger.accountId(), time);
      return Rescoring.NONE;
    }
    // Its engagement is not looked at, so the half-life does not matter.
    AccountView view = ledger.view(clock.now(time), Engagement.HALF_LIFE);
    return score(ready.get(), ledger, view, ready.get().version().learned().asOf(), time);
  }

  /// Under another policy, and otherwise as it was.
  private void decideAnew(String profileId, Ledger ledger) {
    newest
        .of(profileId)
        .filter(_ -> !ledger.isVacant())
        .ifPresent(ready -> {
          long time = context.currentSystemTimeMs();
          AccountView view = ledger.view(clock.now(time), Engagement.HALF_LIFE);
          AccountFit before = fits.get(Topics.accountKey(profileId, view.accountId()));
          var then = lapses.then(ready, ledger, view);
          Instant asOf = ready.version().learned().asOf();
          decide(
              ready,
              ledger,
              view,
              fit(ready, view, Optional.ofNullable(before), then, asOf),
              then,
              time);
        });
  }

  @Override
  public void finished(Walk walk, long number, Rescoring tally) {
    switch (walk.kind()) {
      case SWEEP -> tell(walk.profileId(), tally);
      case REVIEW -> {}
      case BACKFILL -> throw notOfMatching(walk);
    }
  }

  private static IllegalStateException notOfMatching(Walk walk) {
    return new IllegalStateException("not a walk of matching: " + walk);
  }

  private void tell(String profileId, Rescoring tally) {
    meters.sweep(profileId);
    newest
        .of(profileId)
        .ifPresent(ready ->
            MatchingTopology.RESCORINGS.emit(
                context,
                profileId,
                new RescoredPart(ready.turn(), context.taskId().partition(), tally),
                context.currentSystemTimeMs()));
  }

  /// Returns how the account moved.
  private Rescoring score(Ready ready, Ledger ledger, AccountView view, Instant asOf, long time) {
    String profileId = ready.version().profileId();
    String key = Topics.accountKey(profileId, view.accountId());
    AccountFit before = fits.get(key);
    var then = lapses.then(ready, ledger, view);
    AccountFit after = fit(ready, view, Optional.ofNullable(before), then, asOf);
    if (before == null || hasMoved(before, after)) {
      fits.put(key, after);
      meters.fit(profileId);
      MatchingTopology.FITS.emit(context, key, after, time);
    }
    decide(ready, ledger, view, after, then, time);
    int up = before == null ? 0 : before.tier().compareTo(after.tier());
    return new Rescoring(1, up > 0 ? 1 : 0, up < 0 ? 1 : 0);
  }

  private static boolean hasMoved(AccountFit before, AccountFit after) {
    return before.tier() != after.tier()
        || before.score() != after.score()
        || !before.disqualifiedBy().equals(after.disqualifiedBy())
        || !before.tierAtLapse().equals(after.tierAtLapse());
  }

  private void decide(
      Ready ready,
      Ledger ledger,
      AccountView view,
      AccountFit fit,
      Optional<AtLapse> then,
      long time) {
    Instant now = clock.now(context.currentSystemTimeMs());
    var outcome = lapses.decide(ready, ledger, view, fit, then, now);
    outcome.waitsUntil().ifPresent(due -> waits.begin(due, fit.accountId(), now));
    outcome
        .decision()
        .ifPresent(decision -> {
          meters.retargeting(fit.profileId());
          String key = Topics.accountKey(fit.profileId(), fit.accountId());
          MatchingTopology.RETARGETING.emit(context, key, decision, time);
        });
  }

  private static AccountFit fit(
      Ready ready,
      AccountView view,
      Optional<AccountFit> before,
      Optional<AtLapse> then,
      Instant asOf) {
    double probability = ready.fitting().probability(view.attributes());
    var scale = ready.fitting().scale();
    return new AccountFit(
        view.accountId(),
        ready.version().profileId(),
        ready.version().number(),
        probability,
        scale.score(probability),
        TierHysteresis.tier(before.map(AccountFit::tier), probability, scale),
        asOf,
        disqualifiedBy(ready, view),
        then.map(AtLapse::tier));
  }

  private static List<String> disqualifiedBy(Ready ready, AccountView view) {
    var learned = ready.version().learned();
    // Most profiles rule nobody out, and reasons cost more than a probability.
    return learned.disqualifiers().isEmpty()
        ? List.of()
        : Disqualification.met(learned, ready.fitting().fit(view.attributes())).stream()
            .map(Disqualification::words)
            .toList();
  }

  private void forget(String profileId, String accountId, long time) {
    String key = Topics.accountKey(profileId, accountId);
    if (fits.delete(key) != null) {
      MatchingTopology.FITS.withdraw(context, key, time);
    }
    if (lapses.forget(key)) {
      MatchingTopology.RETARGETING.withdraw(context, key, time);
    }
  }
}
