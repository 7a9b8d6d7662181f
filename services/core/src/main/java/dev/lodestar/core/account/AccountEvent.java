package dev.lodestar.core.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that happened to one account, as received.
public sealed interface AccountEvent {

  /// Unique for ever: an event that carries the id of an earlier one changes nothing.
  String eventId();

  String accountId();

  /// When it happened in the world, as opposed to when it was received.
  Instant occurredAt();

  /// The system that reported it, such as `crm` or `enrichment`.
  String source();

  /// What it is to an account that another one was merged into: the same event, there.
  default AccountEvent inheritedBy(String heir) {
    return switch (this) {
      case AttributesObserved e ->
          new AttributesObserved(e.eventId, heir, e.occurredAt, e.source, e.attributes);
      case SiteVisited e ->
          new SiteVisited(
              e.eventId,
              heir,
              e.occurredAt,
              e.source,
              e.path,
              e.referrer,
              e.utm,
              e.visitor,
              e.duration);
      case DealReported e ->
          new DealReported(
              e.eventId,
              heir,
              e.occurredAt,
              e.source,
              e.dealId,
              e.revision,
              e.stage,
              e.product,
              e.amount,
              e.costs,
              e.openedAt,
              e.closedAt,
              e.reason,
              e.attributes);
      case ChurnReported e ->
          new ChurnReported(
              e.eventId, heir, e.occurredAt, e.source, e.kind, e.product, e.reason, e.effectiveAt);
      case AccountErased e -> new AccountErased(e.eventId, heir, e.occurredAt, e.source);
      case AccountMerged e ->
          new AccountMerged(e.eventId, e.accountId, e.occurredAt, e.source, heir);
    };
  }

  /// Some attributes of the account were seen to have these values; an empty value unsets the
  /// attribute.
  record AttributesObserved(
      String eventId,
      String accountId,
      Instant occurredAt,
      String source,
      SortedMap<String, Optional<AttributeValue>> attributes)
      implements AccountEvent {

    public AttributesObserved {
      attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }

  /// Somebody of the account looked at a page of our website.
  record SiteVisited(
      String eventId,
      String accountId,
      Instant occurredAt,
      String source,
      String path,
      Optional<String> referrer,
      Utm utm,
      Optional<String> visitor,
      Optional<Duration> duration)
      implements AccountEvent {}

  /// The state of a deal as the CRM told it.
  ///
  /// @param revision numbers the reports of one deal upwards from 1; 0 when the sender does not
  ///   number them. A second report of the same positive revision changes nothing.
  /// @param openedAt when the deal was opened, if this report tells
  /// @param closedAt when it was won or lost; absent means `occurredAt`
  /// @param costs what winning and serving it cost, in the currency of `amount`
  record DealReported(
      String eventId,
      String accountId,
      Instant occurredAt,
      String source,
      String dealId,
      long revision,
      DealStage stage,
      Optional<String> product,
      OptionalDouble amount,
      OptionalDouble costs,
      Optional<Instant> openedAt,
      Optional<Instant> closedAt,
      Optional<String> reason,
      SortedMap<String, AttributeValue> attributes)
      implements AccountEvent {

    public DealReported {
      attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }

  /// The account left, or came back, as a customer of a product; of all products when none is
  /// named.
  record ChurnReported(
      String eventId,
      String accountId,
      Instant occurredAt,
      String source,
      ChurnKind kind,
      Optional<String> product,
      Optional<String> reason,
      Instant effectiveAt)
      implements AccountEvent {}

  /// Nothing that had happened to the account by then is to be known any more.
  record AccountErased(String eventId, String accountId, Instant occurredAt, String source)
      implements AccountEvent {}

  /// The account turned out to be another one, which inherits all that is known of it, and all that
  /// will ever be said of it.
  ///
  /// @param accountId the account that is no more
  /// @param into the other one; it may be new, and the account so has another name
  record AccountMerged(
      String eventId, String accountId, Instant occurredAt, String source, String into)
      implements AccountEvent {

    public AccountMerged {
      if (into.equals(accountId)) {
        throw new IllegalArgumentException(
            "account %s cannot be merged into itself".formatted(accountId));
      }
    }
  }

  /// Where a deal stands.
  enum DealStage {
    OPENED,
    WON,
    LOST,
    REOPENED
  }

  /// Whether a customer left or came back.
  enum ChurnKind {
    CHURNED,
    REACTIVATED
  }

  /// The campaign parameters of a visit.
  record Utm(Optional<String> source, Optional<String> medium, Optional<String> campaign) {

    public static final Utm NONE = new Utm(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
