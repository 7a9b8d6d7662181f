package dev.lodestar.refinery.matching;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Ledger;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.AtLapse;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.core.retargeting.Standing;
import dev.lodestar.core.retargeting.Standing.Lapse;
import dev.lodestar.refinery.matching.Newest.Ready;
import dev.lodestar.wire.Topics;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// Lapsed accounts, and the decisions that stand on them.
final class Lapses {

  static final String STORE = "lapses";
  static final String DECISIONS = "decisions";

  private final KeyValueStore<String, AtLapse> lapses;
  private final KeyValueStore<String, Retargeting> decisions;
  private final RetargetingPolicy policy;

  Lapses(
      KeyValueStore<String, AtLapse> lapses,
      KeyValueStore<String, Retargeting> decisions,
      RetargetingPolicy policy) {
    this.lapses = lapses;
    this.decisions = decisions;
    this.policy = policy;
  }

  /// The decision to announce, if the one that stands no longer holds.
  ///
  /// @param tier with hysteresis
  /// @param at event time of what asks
  Optional<Retargeting> decide(
      Ready ready, Ledger ledger, AccountView view, Tier tier, Instant at) {
    String key = Topics.accountKey(ready.version().profileId(), view.accountId());
    Retargeting standing = decisions.get(key);
    if (standing == null && view.lapsedAt().isEmpty()) {
      return Optional.empty();
    }
    var fitting = ready.fitting();
    var now =
        new Standing(
            view.accountId(),
            ready.version().profileId(),
            ready.version().number(),
            view.lifecycle(),
            fitting.fit(view.attributes()),
            tier,
            fitting.scale().lowestFitOf(policy.bar()),
            view.lapsedAt().map(lapsedAt -> lapse(key, ready, ledger, lapsedAt)),
            at);
    var decision = policy.decide(Optional.ofNullable(standing), now);
    decision.ifPresent(d -> decisions.put(key, d));
    return decision;
  }

  /// Returns whether there was a decision.
  boolean forget(String key) {
    lapses.delete(key);
    return decisions.delete(key) != null;
  }

  private Lapse lapse(String key, Ready ready, Ledger ledger, Instant lapsedAt) {
    var attributes = ledger.attributesAt(lapsedAt);
    AtLapse known = lapses.get(key);
    if (known == null || !known.lapsedAt().equals(lapsedAt)) {
      known = AtLapse.of(lapsedAt, ready.version().number(), ready.fitting(), attributes, policy);
      lapses.put(key, known);
    }
    return new Lapse(known, ready.fitting().fit(attributes));
  }
}
