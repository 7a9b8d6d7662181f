package dev.lodestar.standalone.verifying;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.account.Succession;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evaluation.Prequential;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.observation.Observation;
import dev.lodestar.core.observation.Observations;
import dev.lodestar.core.observation.Outcome;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.profile.Refit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A version learned anew from the events themselves, without anything that the service keeps.
public final class Verification {

  /*
   * A version does not say which events it had seen, but how many deals it knew and until when. Events are
   * taken in the order they were received; at every point at which the evidence says the same as the version
   * (and, failing that, at the end) it is learned from and compared. Sameness of all bytes cannot come about by
   * chance, so a point that gives it is proof, whichever it is.
   */
  private static final int MOST_ATTEMPTS = 50;

  private final ProfileDefinition definition;
  private final LearnedProfile published;
  private final Evidence evidence;
  private final Map<String, Ledger> ledgers = new HashMap<>();
  private final Prequential prequential = new Prequential();
  private long observations;
  private long won;
  private long churned;

  private Verification(ProfileDefinition definition, LearnedProfile published) {
    this.definition = definition;
    this.published = published;
    this.evidence = new Evidence(definition);
  }

  /// What came of it.
  ///
  /// @param learned from the events: the very profile that was published, or what came nearest
  /// @param events that this took, out of those there are, in the order of their receipt
  /// @param knowsAsMuch whether `learned` rests on as many deals, won deals and churned customers
  ///   until the same time as the published one
  public record Verdict(LearnedProfile learned, int events, boolean knowsAsMuch) {

    public boolean isIdentical(LearnedProfile published) {
      return learned.fingerprint().equals(published.fingerprint()) && learned.equals(published);
    }
  }

  public static Verdict of(
      ProfileDefinition definition, LearnedProfile published, List<AccountEvent> events) {
    return new Verification(definition, published).verdict(events);
  }

  private Verdict verdict(List<AccountEvent> events) {
    var nearest = Optional.<Verdict>empty();
    boolean changed = false;
    int attempts = 0;
    for (int i = 0; i < events.size(); i++) {
      boolean changes = take(events.get(i));
      changed |= changes;
      if (changes && attempts < MOST_ATTEMPTS && mayBeIt()) {
        attempts++;
        var verdict = new Verdict(learned(), i + 1, true);
        if (verdict.isIdentical(published)) {
          return verdict;
        }
        nearest = Optional.of(verdict);
        changed = false;
      }
    }
    return nearest.isPresent() && !(changed && mayBeIt())
        ? nearest.get()
        : new Verdict(learned(), events.size(), mayBeIt());
  }

  private LearnedProfile learned() {
    return Refit.graded(definition, evidence, prequential);
  }

  private boolean mayBeIt() {
    var totals = published.totals();
    return observations == totals.observations()
        && won == totals.won()
        && churned == totals.churned()
        && evidence.totals().equals(totals);
  }

  private boolean take(AccountEvent event) {
    Ledger ledger = ledger(event.accountId());
    boolean isRefused = event instanceof AccountMerged merge && ledger.objection(merge).isPresent();
    return !isRefused && take(Succession.of(ledger, event));
  }

  private boolean take(Succession news) {
    boolean changes = keep(news.ledger());
    boolean inherits =
        news.handover()
            .filter(handover -> take(Succession.of(ledger(handover.accountId()), handover)))
            .isPresent();
    return changes || inherits;
  }

  private Ledger ledger(String accountId) {
    return ledgers.getOrDefault(accountId, Ledger.empty(accountId));
  }

  private boolean keep(Ledger after) {
    var was = counted(ledger(after.accountId()));
    ledgers.put(after.accountId(), after);
    var is = counted(after);
    if (was.equals(is)) {
      return false;
    }
    was.forEach(observation -> count(observation, -1));
    was.forEach(evidence::remove);
    is.forEach(observation -> count(observation, 1));
    is.forEach(evidence::add);
    return true;
  }

  private List<Observation> counted(Ledger ledger) {
    return Observations.of(ledger).stream().filter(definition.scope()::contains).toList();
  }

  private void count(Observation observation, int sign) {
    observations += sign;
    if (observation.outcome() instanceof Outcome.Won(var churnedAt)) {
      won += sign;
      churned += churnedAt.isPresent() ? sign : 0;
    }
  }
}
