package dev.lodestar.core.account;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What others need to know of an account: its current attributes and how present it is.
///
/// @param asOf the latest event time known of the account, or the later moment at which its
///   behaviour last changed because visits became too old to count
/// @param attributes current values, behaviour (`visits_30d`, …) among them, as of `asOf`
/// @param lapsedAt when it lapsed, if it has
/// @param lapseReason why it lapsed, as it was told, if it was
/// @param openDeals deals that are live
/// @param engagement as of `asOf`
/// @param past what the attributes were before
public record AccountView(
    String accountId,
    Instant asOf,
    SortedMap<String, AttributeValue> attributes,
    Lifecycle lifecycle,
    Optional<Instant> lapsedAt,
    Optional<String> lapseReason,
    int openDeals,
    Engagement engagement,
    Optional<Instant> lastVisitAt,
    AccountPast past) {

  public AccountView {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /// The same view with another past.
  public AccountView having(AccountPast otherPast) {
    return new AccountView(
        accountId,
        asOf,
        attributes,
        lifecycle,
        lapsedAt,
        lapseReason,
        openDeals,
        engagement,
        lastVisitAt,
        otherPast);
  }

  /// The attributes as a view would have shown them that knew the events that had occurred by then;
  /// empty before the first.
  public Optional<AttributesThen> attributesAt(Instant time) {
    return past.at(time, attributes);
  }
}
