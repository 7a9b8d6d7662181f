package dev.lodestar.refinery.matching;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Candidacy;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.fit.AccountFit;
import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.profile.Disqualification;
import dev.lodestar.core.retargeting.AtLapse;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.core.retargeting.Situation;
import dev.lodestar.core.retargeting.Situation.Lapsed;
import dev.lodestar.core.retargeting.Standing;
import dev.lodestar.core.retargeting.Standing.Lapse;
import dev.lodestar.core.retargeting.Standing.RuledOut;
import dev.lodestar.core.retargeting.Verdict.Announce;
import dev.lodestar.core.retargeting.Verdict.Nothing;
import dev.lodestar.core.retargeting.Verdict.Wait;
import dev.lodestar.core.retargeting.Verdict.Withdraw;
import dev.lodestar.refinery.matching.Newest.Ready;
import dev.lodestar.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;

/// Lapsed accounts, and the decisions that stand on them.
final class Lapses {

  static final String STORE = "lapses";
  static final String DECISIONS = "decisions";

  private final KeyValueStore<String, AtLapse> lapses;
  private final KeyValueStore<String, Retargeting> decisions;
  private final Candidacies candidacies;
  private final Policies policies;

  Lapses(
      KeyValueStore<String, AtLapse> lapses,
      KeyValueStore<String, Retargeting> decisions,
      Candidacies candidacies,
      Policies policies) {
    this.lapses = lapses;
    this.decisions = decisions;
    this.candidacies = candidacies;
    this.policies = policies;
  }

  /// What came of looking at an account.
  ///
  /// @param decision to announce, if the one that stands no longer holds
  /// @param waitsUntil when it is to be looked at again, if it has to be left alone for a while
  record Outcome(Optional<Retargeting> decision, Optional<Instant> waitsUntil) {

    static final Outcome NOTHING = new Outcome(Optional.empty(), Optional.empty());
  }

  /// How an account fitted when it lapsed; empty while it has not.
  Optional<AtLapse> then(Ready ready, Ledger ledger, AccountView view) {
    return view.lapsedAt()
        .map(lapsedAt -> {
          String key = Topics.accountKey(ready.version().profileId(), view.accountId());
          AtLapse known = lapses.get(key);
          if (known == null || !known.lapsedAt().equals(lapsedAt)) {
            known =
                AtLapse.of(
                    lapsedAt,
                    ready.version().number(),
                    ready.fitting(),
                    ledger.attributesAt(lapsedAt));
            lapses.put(key, known);
          }
          return known;
        });
  }

  /// Decides anew, and keeps the decision.
  ///
  /// @param then how it fitted when it lapsed
  /// @param now the time it is decided at
  Outcome decide(
      Ready ready,
      Ledger ledger,
      AccountView view,
      AccountFit fit,
      Optional<AtLapse> then,
      Instant now) {
    String key = Topics.accountKey(fit.profileId(), fit.accountId());
    Optional<Retargeting> standing = Optional.ofNullable(decisions.get(key));
    if (standing.isEmpty() && then.isEmpty()) {
      return Outcome.NOTHING;
    }
    RetargetingPolicy policy = policies.of(fit.profileId());
    return switch (policy.judge(standing, situation(policy, ready, view, fit, then, now))) {
      case Nothing _ -> Outcome.NOTHING;
      case Wait(var until) -> new Outcome(Optional.empty(), Optional.of(until));
      case Announce _, Withdraw _ -> {
        var decision =
            policy
                .decide(standing, standing(ready, ledger, view, fit, then, standing, now))
                .orElseThrow();
        decisions.put(key, decision);
        if (decision.state() == State.CANDIDATE) {
          var candidacy = new Candidacy(fit.accountId(), fit.profileId(), now);
          candidacies.add(fit.accountId(), Set.of(candidacy), now);
          yield new Outcome(Optional.of(decision), Optional.empty());
        }
        // Withdrawn because it lapsed anew, it may be waiting to be a candidate again.
        yield new Outcome(
            Optional.of(decision), decide(ready, ledger, view, fit, then, now).waitsUntil());
      }
    };
  }

  private Situation situation(
      RetargetingPolicy policy,
      Ready ready,
      AccountView view,
      AccountFit fit,
      Optional<AtLapse> then,
      Instant now) {
    return new Situation(
        then.map(t -> new Lapsed(t.lapsedAt(), t.tier(), view.lapseReason())),
        fit.probability(),
        fit.tier(),
        ready.fitting().scale(),
        !fit.disqualifiedBy().isEmpty(),
        // Most lapsed accounts are below the bar, and nobody asks then.
        fit.tier().isAtLeast(policy.bar()) ? announced(fit, now) : List.of(),
        now);
  }

  /// The same with all it takes to say why, which few accounts come to need.
  private Standing standing(
      Ready ready,
      Ledger ledger,
      AccountView view,
      AccountFit fit,
      Optional<AtLapse> then,
      Optional<Retargeting> standing,
      Instant now) {
    return new Standing(
        fit.accountId(),
        fit.profileId(),
        fit.version(),
        view.lifecycle(),
        ready.fitting().fit(view.attributes()),
        fit.tier(),
        ready.fitting().scale(),
        ruledOut(ready, ledger, fit, standing),
        then.map(t ->
            new Lapse(
                view.lapseReason(), t, ready.fitting().fit(ledger.attributesAt(t.lapsedAt())))),
        announced(fit, now),
        now);
  }

  private List<Instant> announced(AccountFit fit, Instant now) {
    return candidacies.of(fit.accountId(), now).stream().map(Candidacy::at).toList();
  }

  private static Optional<RuledOut> ruledOut(
      Ready ready, Ledger ledger, AccountFit fit, Optional<Retargeting> standing) {
    if (fit.disqualifiedBy().isEmpty()) {
      return Optional.empty();
    }
    boolean asItWas =
        standing
            .map(decision -> ready.fitting().fit(ledger.attributesAt(decision.decidedAt())))
            .filter(was -> isRuledOut(ready, was))
            .isPresent();
    return Optional.of(new RuledOut(fit.disqualifiedBy(), asItWas));
  }

  private static boolean isRuledOut(Ready ready, Fit fit) {
    return !Disqualification.met(ready.version().learned(), fit).isEmpty();
  }

  /// Forgets an account under one profile; returns whether there was a decision.
  boolean forget(String key) {
    lapses.delete(key);
    return decisions.delete(key) != null;
  }
}
