package dev.lodestar.wire.translation;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.Utm;
import dev.lodestar.schemas.AttributesObserved;
import dev.lodestar.schemas.ChurnKind;
import dev.lodestar.schemas.ChurnReported;
import dev.lodestar.schemas.DealReported;
import dev.lodestar.schemas.DealStage;
import dev.lodestar.schemas.IdentityChange;
import dev.lodestar.schemas.IdentityChanged;
import dev.lodestar.schemas.SiteVisited;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What others report of accounts, as the input topics hold it.
///
/// Translating to the domain checks every rule that the schemas state, but for those on times,
/// which need the time of receipt; an event that breaks one leads to an [IllegalArgumentException]
/// whose message names the value and the rule. What was translated from the domain breaks none.
public final class Events {

  private static final double MILLIS = 1000;

  private Events() {}

  /// The event of any input topic.
  ///
  /// @throws IllegalArgumentException also if it is a record of another kind
  public static AccountEvent toDomain(SpecificRecord event) {
    return switch (event) {
      case AttributesObserved e -> toDomain(e);
      case SiteVisited e -> toDomain(e);
      case DealReported e -> toDomain(e);
      case ChurnReported e -> toDomain(e);
      case IdentityChanged e -> toDomain(e);
      default ->
          throw new IllegalArgumentException(
              "not an event of an account: " + event.getSchema().getName());
    };
  }

  public static AccountEvent.AttributesObserved toDomain(AttributesObserved event) {
    EventChecks.check(event);
    return unchecked(event, event.getAccountId());
  }

  public static AccountEvent.SiteVisited toDomain(SiteVisited event) {
    EventChecks.check(event);
    return unchecked(event, event.getAccountId(), PagePath.of(event.getUrl()));
  }

  public static AccountEvent.DealReported toDomain(DealReported event) {
    EventChecks.check(event);
    return unchecked(event, event.getAccountId());
  }

  public static AccountEvent.ChurnReported toDomain(ChurnReported event) {
    EventChecks.check(event);
    return unchecked(event, event.getAccountId());
  }

  public static AccountEvent toDomain(IdentityChanged event) {
    EventChecks.check(event);
    return unchecked(event, event.getAccountId());
  }

  /// Checks what is about to be sent as what was received is checked.
  ///
  /// @throws IllegalArgumentException naming the value and the rule
  public static void require(AccountEvent event) {
    var _ = toDomain(toAvro(event));
  }

  /// Any event of an identity, to be sent.
  ///
  /// @throws IllegalArgumentException if it is an event of another kind
  public static IdentityChanged toIdentity(AccountEvent event) {
    return switch (event) {
      case AccountEvent.AccountErased e -> toAvro(e);
      case AccountEvent.AccountMerged e -> toAvro(e);
      default -> throw new IllegalArgumentException("no event of an identity: " + event);
    };
  }

  /// The id of any event of an input topic; empty when it is blank.
  public static Optional<String> eventId(SpecificRecord event) {
    return Optionals.text(
        switch (event) {
          case AttributesObserved e -> e.getEventId();
          case SiteVisited e -> e.getEventId();
          case DealReported e -> e.getEventId();
          case ChurnReported e -> e.getEventId();
          case IdentityChanged e -> e.getEventId();
          default -> null;
        });
  }

  public static SpecificRecord toAvro(AccountEvent event) {
    return switch (event) {
      case AccountEvent.AttributesObserved e -> toAvro(e);
      case AccountEvent.SiteVisited e -> toAvro(e);
      case AccountEvent.DealReported e -> toAvro(e);
      case AccountEvent.ChurnReported e -> toAvro(e);
      case AccountEvent.AccountErased e -> toAvro(e);
      case AccountEvent.AccountMerged e -> toAvro(e);
    };
  }

  public static AttributesObserved toAvro(AccountEvent.AttributesObserved event) {
    return toAvro(event, event.accountId());
  }

  public static SiteVisited toAvro(AccountEvent.SiteVisited event) {
    return toAvro(event, event.accountId());
  }

  public static DealReported toAvro(AccountEvent.DealReported event) {
    return toAvro(event, event.accountId());
  }

  public static ChurnReported toAvro(AccountEvent.ChurnReported event) {
    return toAvro(event, event.accountId());
  }

  public static IdentityChanged toAvro(AccountEvent.AccountErased event) {
    return toAvro(event, event.accountId());
  }

  public static IdentityChanged toAvro(AccountEvent.AccountMerged event) {
    return toAvro(event, event.accountId());
  }

  /// @param accountId what the event is to name as its account
  static SpecificRecord toAvro(AccountEvent event, String accountId) {
    return switch (event) {
      case AccountEvent.AttributesObserved e -> toAvro(e, accountId);
      case AccountEvent.SiteVisited e -> toAvro(e, accountId);
      case AccountEvent.DealReported e -> toAvro(e, accountId);
      case AccountEvent.ChurnReported e -> toAvro(e, accountId);
      case AccountEvent.AccountErased e -> toAvro(e, accountId);
      case AccountEvent.AccountMerged e -> toAvro(e, accountId);
    };
  }

  /// An event that was checked when it came in.
  ///
  /// @param accountId the account it belongs to, whatever it names
  static AccountEvent unchecked(Object event, String accountId) {
    return switch (event) {
      case AttributesObserved e -> unchecked(e, accountId);
      case SiteVisited e -> unchecked(e, accountId, e.getUrl());
      case DealReported e -> unchecked(e, accountId);
      case ChurnReported e -> unchecked(e, accountId);
      case IdentityChanged e -> unchecked(e, accountId);
      default ->
          throw new IllegalArgumentException(
              "not an event of an account: " + event.getClass().getSimpleName());
    };
  }

  private static AccountEvent.AttributesObserved unchecked(
      AttributesObserved event, String accountId) {
    return new AccountEvent.AttributesObserved(
        event.getEventId(),
        accountId,
        event.getOccurredAt(),
        event.getSource(),
        AttributeValues.withUnset(event.getAttributes()));
  }

  private static AccountEvent.SiteVisited unchecked(
      SiteVisited event, String accountId, String path) {
    return new AccountEvent.SiteVisited(
        event.getEventId(),
        accountId,
        event.getOccurredAt(),
        event.getSource(),
        path,
        Optionals.text(event.getReferrer()),
        utm(event),
        Optionals.text(event.getVisitor()),
        Optional.ofNullable(event.getDurationSeconds())
            .map(seconds -> Duration.ofMillis(Math.round(seconds * MILLIS))));
  }

  private static Utm utm(SiteVisited event) {
    var utm =
        new Utm(
            Optionals.text(event.getUtmSource()),
            Optionals.text(event.getUtmMedium()),
            Optionals.text(event.getUtmCampaign()));
    return utm.equals(Utm.NONE) ? Utm.NONE : utm;
  }

  private static AccountEvent.DealReported unchecked(DealReported event, String accountId) {
    return new AccountEvent.DealReported(
        event.getEventId(),
        accountId,
        event.getOccurredAt(),
        event.getSource(),
        event.getDealId(),
        event.getRevision(),
        switch (event.getStage()) {
          case OPENED -> AccountEvent.DealStage.OPENED;
          case WON -> AccountEvent.DealStage.WON;
          case LOST -> AccountEvent.DealStage.LOST;
          case REOPENED -> AccountEvent.DealStage.REOPENED;
          case UNKNOWN -> throw Unknown.symbol("stage");
        },
        Optionals.text(event.getProduct()),
        Optionals.number(event.getAmount()),
        Optionals.number(event.getCosts()),
        Optional.ofNullable(event.getOpenedAt()),
        Optional.ofNullable(event.getClosedAt()),
        Optionals.text(event.getReason()),
        AttributeValues.known(event.getAttributes()));
  }

  private static AccountEvent.ChurnReported unchecked(ChurnReported event, String accountId) {
    return new AccountEvent.ChurnReported(
        event.getEventId(),
        accountId,
        event.getOccurredAt(),
        event.getSource(),
        switch (event.getKind()) {
          case CHURNED -> AccountEvent.ChurnKind.CHURNED;
          case REACTIVATED -> AccountEvent.ChurnKind.REACTIVATED;
          case UNKNOWN -> throw Unknown.symbol("kind");
        },
        Optionals.text(event.getProduct()),
        Optionals.text(event.getReason()),
        Optional.ofNullable(event.getEffectiveAt()).orElse(event.getOccurredAt()));
  }

  static AccountEvent unchecked(IdentityChanged event, String accountId) {
    return switch (event.getKind()) {
      case ERASED ->
          new AccountEvent.AccountErased(
              event.getEventId(), accountId, event.getOccurredAt(), event.getSource());
      case MERGED ->
          new AccountEvent.AccountMerged(
              event.getEventId(),
              accountId,
              event.getOccurredAt(),
              event.getSource(),
              Optionals.text(event.getInto()).orElseThrow());
      case UNKNOWN -> throw Unknown.symbol("kind");
    };
  }

  private static AttributesObserved toAvro(
      AccountEvent.AttributesObserved event, String accountId) {
    return AttributesObserved.newBuilder()
        .setEventId(event.eventId())
        .setAccountId(accountId)
        .setOccurredAt(event.occurredAt())
        .setSource(event.source())
        .setAttributes(withNull(event.attributes()))
        .build();
  }

  private static Map<String, @Nullable Object> withNull(
      SortedMap<String, Optional<dev.lodestar.core.account.AttributeValue>> attributes) {
    var avro = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(attributes.size());
    attributes.forEach(
        (name, value) -> avro.put(name, value.map(AttributeValues::toAvro).orElse(null)));
    return avro;
  }

  private static SiteVisited toAvro(AccountEvent.SiteVisited event, String accountId) {
    return SiteVisited.newBuilder()
        .setEventId(event.eventId())
        .setAccountId(accountId)
        .setOccurredAt(event.occurredAt())
        .setSource(event.source())
        .setUrl(event.path())
        .setReferrer(event.referrer().orElse(null))
        .setUtmSource(event.utm().source().orElse(null))
        .setUtmMedium(event.utm().medium().orElse(null))
        .setUtmCampaign(event.utm().campaign().orElse(null))
        .setVisitor(event.visitor().orElse(null))
        .setDurationSeconds(event.duration().map(d -> d.toMillis() / MILLIS).orElse(null))
        .build();
  }

  private static DealReported toAvro(AccountEvent.DealReported event, String accountId) {
    return DealReported.newBuilder()
        .setEventId(event.eventId())
        .setAccountId(accountId)
        .setOccurredAt(event.occurredAt())
        .setSource(event.source())
        .setDealId(event.dealId())
        .setRevision(event.revision())
        .setStage(
            switch (event.stage()) {
              case OPENED -> DealStage.OPENED;
              case WON -> DealStage.WON;
              case LOST -> DealStage.LOST;
              case REOPENED -> DealStage.REOPENED;
            })
        .setProduct(event.product().orElse(null))
        .setAmount(Optionals.orNull(event.amount()))
        .setCosts(Optionals.orNull(event.costs()))
        .setOpenedAt(event.openedAt().orElse(null))
        .setClosedAt(event.closedAt().orElse(null))
        .setReason(event.reason().orElse(null))
        .setAttributes(AttributeValues.toAvro(event.attributes()))
        .build();
  }

  private static ChurnReported toAvro(AccountEvent.ChurnReported event, String accountId) {
    return ChurnReported.newBuilder()
        .setEventId(event.eventId())
        .setAccountId(accountId)
        .setOccurredAt(event.occurredAt())
        .setSource(event.source())
        .setKind(
            switch (event.kind()) {
              case CHURNED -> ChurnKind.CHURNED;
              case REACTIVATED -> ChurnKind.REACTIVATED;
            })
        .setProduct(event.product().orElse(null))
        .setReason(event.reason().orElse(null))
        .setEffectiveAt(event.effectiveAt())
        .build();
  }

  private static IdentityChanged toAvro(AccountEvent.AccountErased event, String accountId) {
    return IdentityChanged.newBuilder()
        .setEventId(event.eventId())
        .setAccountId(accountId)
        .setOccurredAt(event.occurredAt())
        .setSource(event.source())
        .setKind(IdentityChange.ERASED)
        .setInto(null)
        .build();
  }

  private static IdentityChanged toAvro(AccountEvent.AccountMerged event, String accountId) {
    return IdentityChanged.newBuilder()
        .setEventId(event.eventId())
        .setAccountId(accountId)
        .setOccurredAt(event.occurredAt())
        .setSource(event.source())
        .setKind(IdentityChange.MERGED)
        .setInto(event.into())
        .build();
  }
}
