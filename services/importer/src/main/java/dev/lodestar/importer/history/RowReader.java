package dev.lodestar.importer.history;

import dev.lodestar.core.account.AccountEvent;
import dev.lodestar.core.account.AccountEvent.AccountErased;
import dev.lodestar.core.account.AccountEvent.AccountMerged;
import dev.lodestar.core.account.AccountEvent.AttributesObserved;
import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import dev.lodestar.core.account.AccountEvent.SiteVisited;
import dev.lodestar.core.account.AccountEvent.Utm;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.EventRules;
import dev.lodestar.importer.mapping.Field;
import dev.lodestar.importer.mapping.Mapping;
import dev.lodestar.wire.translation.Events;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes events of the rows of one file.
final class RowReader {

  /// What an event is called until its content is settled.
  private static final String UNNAMED = "unnamed";

  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  private final BoundFile file;
  private final Mapping mapping;
  private final Instant receivedAt;
  private final EventIds ids;

  /// @param receivedAt against which dates are checked for being in the future
  RowReader(BoundFile file, Mapping mapping, Instant receivedAt) {
    this.file = file;
    this.mapping = mapping;
    this.receivedAt = receivedAt;
    this.ids = new EventIds(mapping.name());
  }

  Told read(Row row) {
    var values = new RowValues(file, mapping.asOf(), receivedAt, row);
    if (values.isWithoutAccount()) {
      return new Told.Nothing(Disposition.WITHOUT_ACCOUNT);
    }
    String accountId = values.required(Field.ACCOUNT_ID);
    String stage = values.word(Field.DEAL_STAGE);
    String kind = values.word(Field.CHURN_KIND);
    if (stage.equals(RowValues.SKIP) || kind.equals(RowValues.SKIP)) {
      return new Told.Nothing(Disposition.SKIPPED);
    }
    var events = new ArrayList<AccountEvent>();
    attributes(values, accountId, stage).ifPresent(events::add);
    visit(values, accountId).ifPresent(events::add);
    churn(values, accountId, kind).ifPresent(events::add);
    deal(values, accountId, stage).ifPresent(events::add);
    if (values.problems().isEmpty()) {
      events.replaceAll(event -> checked(event, values));
    }
    if (!values.problems().isEmpty()) {
      values.readAll();
      return new Told.Unusable(String.join("; ", values.problems()));
    }
    if (events.isEmpty()) {
      return new Told.Nothing(Disposition.NOTHING);
    }
    return told(events, values);
  }

  private Told.Events told(List<AccountEvent> drafts, RowValues values) {
    String churnId = values.text(Field.CHURN_ID).orElse("");
    List<AccountEvent> events = drafts.stream().map(draft -> named(draft, churnId)).toList();
    AccountEvent main = events.getLast();
    return switch (main) {
      case DealReported e ->
          new Told.Events(events, main, identity("deal", e.dealId(), e.revision()), of(e.stage()));
      case ChurnReported e -> {
        String id = churnId.isEmpty() ? e.eventId() : churnId;
        yield new Told.Events(events, main, identity("churn", id, ""), of(e.kind()));
      }
      case SiteVisited _ -> new Told.Events(events, main, "", Disposition.VISIT);
      case AttributesObserved e ->
          new Told.Events(
              events,
              main,
              identity("account", e.accountId(), e.occurredAt()),
              Disposition.ACCOUNT);
      case AccountErased _, AccountMerged _ ->
          throw new IllegalArgumentException("no row tells of it: " + main);
    };
  }

  private static String identity(String kind, String id, Object more) {
    return kind + '\u001f' + id + '\u001f' + more;
  }

  private Optional<AccountEvent> attributes(RowValues values, String accountId, String stage) {
    SortedMap<String, AttributeValue> known = values.accountAttributes();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    var attributes = new TreeMap<String, Optional<AttributeValue>>();
    known.forEach((name, value) -> attributes.put(name, Optional.of(value)));
    Instant observedAt =
        values
            .instant(Field.ACCOUNT_OBSERVED_AT)
            .or(values::rowTime)
            .or(() -> isDeal(stage) ? values.instant(Field.DEAL_OPENED_AT) : Optional.empty())
            .or(mapping::asOf)
            .orElseGet(
                () -> values.missing(Field.ACCOUNT_OBSERVED_AT, "when attributes were seen"));
    return Optional.of(
        new AttributesObserved(UNNAMED, accountId, observedAt, mapping.source(), attributes));
  }

  private Optional<AccountEvent> visit(RowValues values, String accountId) {
    if (!values.gives(Field.VISIT_URL)) {
      return Optional.empty();
    }
    var utm =
        new Utm(
            values.text(Field.VISIT_UTM_SOURCE),
            values.text(Field.VISIT_UTM_MEDIUM),
            values.text(Field.VISIT_UTM_CAMPAIGN));
    return Optional.of(
        new SiteVisited(
            UNNAMED,
            accountId,
            values
                .instant(Field.VISIT_OCCURRED_AT)
                .or(values::rowTime)
                .orElseGet(() -> values.missing(Field.VISIT_OCCURRED_AT, "when the visit was")),
            mapping.source(),
            values.required(Field.VISIT_URL),
            values.text(Field.VISIT_REFERRER),
            utm.equals(Utm.NONE) ? Utm.NONE : utm,
            values.text(Field.VISIT_VISITOR),
            values
                .number(Field.VISIT_SECONDS)
                .map(seconds -> Duration.ofMillis(seconds.multiply(MILLIS).longValue()))));
  }

  private Optional<AccountEvent> churn(RowValues values, String accountId, String kind) {
    if (kind.equals(RowValues.NONE)) {
      return Optional.empty();
    }
    Instant effectiveAt =
        values
            .instant(Field.CHURN_EFFECTIVE_AT)
            .or(() -> values.instant(Field.CHURN_OCCURRED_AT))
            .or(() -> values.unlessGiven(Field.CHURN_EFFECTIVE_AT, values::rowTime))
            .or(() -> values.unlessGiven(Field.CHURN_EFFECTIVE_AT, mapping::asOf))
            .orElseGet(() -> values.missing(Field.CHURN_EFFECTIVE_AT, "when the customer left"));
    return Optional.of(
        new ChurnReported(
            UNNAMED,
            accountId,
            values.instant(Field.CHURN_OCCURRED_AT).orElse(effectiveAt),
            mapping.source(),
            ChurnKind.valueOf(kind),
            values.text(Field.CHURN_PRODUCT),
            values.text(Field.CHURN_REASON),
            effectiveAt));
  }

  private Optional<AccountEvent> deal(RowValues values, String accountId, String stage) {
    if (!isDeal(stage)) {
      return Optional.empty();
    }
    DealStage dealStage = DealStage.valueOf(stage);
    boolean closed = dealStage == DealStage.WON || dealStage == DealStage.LOST;
    Optional<Instant> openedAt =
        values
            .instant(Field.DEAL_OPENED_AT)
            .or(() -> values.unlessGiven(Field.DEAL_OPENED_AT, values::rowTime));
    // Exports put the expected date into the close date of a deal that is open.
    Optional<Instant> closedAt =
        closed
            ? values
                .instant(Field.DEAL_CLOSED_AT)
                .or(() -> values.unlessGiven(Field.DEAL_CLOSED_AT, values::rowTime))
                .or(() -> values.unlessGiven(Field.DEAL_CLOSED_AT, () -> openedAt))
            : Optional.empty();
    Instant occurredAt =
        values
            .instant(Field.DEAL_OCCURRED_AT)
            .or(() -> closed ? closedAt : openedAt)
            .or(() -> closed ? Optional.empty() : mapping.asOf())
            .orElseGet(() ->
                closed
                    ? values.missing(Field.DEAL_CLOSED_AT, "when the deal was closed")
                    : values.missing(Field.DEAL_OPENED_AT, "when the deal was opened"));
    return Optional.of(
        new DealReported(
            UNNAMED,
            accountId,
            occurredAt,
            mapping.source(),
            values.required(Field.DEAL_ID),
            values.whole(Field.DEAL_REVISION),
            dealStage,
            values.text(Field.DEAL_PRODUCT),
            money(values, Field.DEAL_AMOUNT),
            money(values, Field.DEAL_COSTS),
            openedAt,
            closedAt,
            values.text(Field.DEAL_REASON),
            values.dealAttributes()));
  }

  private static boolean isDeal(String stage) {
    return !stage.equals(RowValues.NONE);
  }

  private static OptionalDouble money(RowValues values, Field field) {
    Optional<BigDecimal> number = values.number(field);
    if (number.isPresent() && number.get().signum() < 0) {
      values.problem(field, "is negative: " + number.get().toPlainString());
    }
    return number.isPresent()
        ? OptionalDouble.of(number.get().doubleValue())
        : OptionalDouble.empty();
  }

  /// The event as the refinery will see it: of a visit's address only the path is left, for one.
  ///
  /// What the refinery would reject is better rejected here, where there is a line number.
  private AccountEvent checked(AccountEvent draft, RowValues values) {
    EventRules.check(draft, receivedAt).ifPresent(values::problem);
    try {
      return Events.toDomain(Events.toAvro(draft));
    } catch (IllegalArgumentException e) {
      values.problem(String.valueOf(e.getMessage()));
      return draft;
    }
  }

  private AccountEvent named(AccountEvent event, String churnId) {
    return withId(event, ids.idOf(event, event instanceof ChurnReported ? churnId : ""));
  }

  private static AccountEvent withId(AccountEvent draft, String id) {
    return switch (draft) {
      case AttributesObserved e ->
          new AttributesObserved(id, e.accountId(), e.occurredAt(), e.source(), e.attributes());
      case SiteVisited e ->
          new SiteVisited(
              id,
              e.accountId(),
              e.occurredAt(),
              e.source(),
              e.path(),
              e.referrer(),
              e.utm(),
              e.visitor(),
              e.duration());
      case DealReported e ->
          new DealReported(
              id,
              e.accountId(),
              e.occurredAt(),
              e.source(),
              e.dealId(),
              e.revision(),
              e.stage(),
              e.product(),
              e.amount(),
              e.costs(),
              e.openedAt(),
              e.closedAt(),
              e.reason(),
              e.attributes());
      case ChurnReported e ->
          new ChurnReported(
              id,
              e.accountId(),
              e.occurredAt(),
              e.source(),
              e.kind(),
              e.product(),
              e.reason(),
              e.effectiveAt());
      case AccountErased _, AccountMerged _ ->
          throw new IllegalArgumentException("no row tells of it: " + draft);
    };
  }

  private static Disposition of(DealStage stage) {
    return switch (stage) {
      case WON -> Disposition.WON;
      case LOST -> Disposition.LOST;
      case OPENED -> Disposition.OPENED;
      case REOPENED -> Disposition.REOPENED;
    };
  }

  private static Disposition of(ChurnKind kind) {
    return switch (kind) {
      case CHURNED -> Disposition.CHURNED;
      case REACTIVATED -> Disposition.REACTIVATED;
    };
  }
}
