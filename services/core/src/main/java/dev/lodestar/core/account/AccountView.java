package dev.lodestar.core.account;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What others need to know of an account: its current attributes and how present it is.
///
/// @param asOf the latest event time known of the account
/// @param attributes current values, behaviour (`visits_30d`, …) among them, as of `asOf`
/// @param lapsedAt when it lapsed, if it has
/// @param openDeals deals that are live
/// @param engagement recency-weighted visits as of `asOf`; a visit weighs half after
///   [Engagement#HALF_LIFE]
public record AccountView(
    String accountId,
    Instant asOf,
    SortedMap<String, AttributeValue> attributes,
    Lifecycle lifecycle,
    Optional<Instant> lapsedAt,
    int openDeals,
    double engagement,
    Optional<Instant> lastVisitAt) {

  public AccountView {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }
}
