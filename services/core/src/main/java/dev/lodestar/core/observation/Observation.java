package dev.lodestar.core.observation;

import dev.lodestar.core.account.AttributeValue;
import java.time.Instant;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// One closed deal as evidence: the attributes as they were when the deal was opened, and how it
/// turned out.
///
/// @param attributes of the account and of the deal (`product`, if known, among them), and the
///   behaviour before the opening (`visits_30d`, …)
public record Observation(
    String accountId,
    String dealId,
    Instant openedAt,
    Instant closedAt,
    Outcome outcome,
    OptionalDouble amount,
    OptionalDouble costs,
    SortedMap<String, AttributeValue> attributes) {

  // No account's id contains it.
  private static final char DEAL_FOLLOWS = '\u001f';

  public Observation {
    if (closedAt.isBefore(openedAt)) {
      throw new IllegalArgumentException(
          "closed at " + closedAt + ", before opened at " + openedAt);
    }
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /// Unique among all observations: account and deal.
  public String id() {
    return idOf(accountId, dealId);
  }

  /// The id of a deal's observation.
  public static String idOf(String accountId, String dealId) {
    return accountId + DEAL_FOLLOWS + dealId;
  }

  /// The deal of an observation with this id.
  public static String dealOf(String id) {
    return id.substring(id.indexOf(DEAL_FOLLOWS) + 1);
  }

  /// The same of another account.
  public Observation inheritedBy(String heir) {
    return new Observation(heir, dealId, openedAt, closedAt, outcome, amount, costs, attributes);
  }

  /// The latest event time that this observation knows of.
  public Instant knownAt() {
    return outcome instanceof Outcome.Won(var churnedAt)
        ? churnedAt.filter(t -> t.isAfter(closedAt)).orElse(closedAt)
        : closedAt;
  }
}
