package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.DealReported;
import dev.lodestar.core.account.AccountEvent.DealStage;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// A deal as its reports, taken together, tell it.
///
/// The last report tells the stage; of amount, costs and product, the last report that names them.
/// The deal's attributes are those at its opening, or the earliest known.
///
/// @param openedAt as told; else when it was first heard of
/// @param closedAt when the last report says it was won or lost; of a live deal, its latest news
/// @param reason why it was won or lost, if the last report tells
public record Deal(
    String dealId,
    DealStage stage,
    Optional<String> product,
    OptionalDouble amount,
    OptionalDouble costs,
    Instant openedAt,
    Instant closedAt,
    Optional<String> reason,
    SortedMap<String, AttributeValue> attributes) {

  /// The deal's product, when known, is an attribute of this name.
  public static final String PRODUCT = "product";

  /*
   * Revisions, where the sender numbers them, are the CRM's own order and beat its clock. Two reports of the
   * same instant are taken in the order of a deal's life.
   */
  static final Timeline<DealReported> NO_REPORTS =
      Timeline.empty(
          Comparator.comparingLong(DealReported::revision)
              .thenComparing(AccountEvent::occurredAt)
              .thenComparing(DealReported::stage),
          report ->
              report.revision() == 0
                  ? List.of(report.eventId())
                  : List.of(report.eventId(), report.revision()));

  static Deal of(Timeline<DealReported> timeline) {
    List<DealReported> reports = timeline.effective();
    DealReported last = reports.getLast();
    Instant closedAt = last.closedAt().orElse(last.occurredAt());
    Instant openedAt = openedAt(reports);
    // Reports may contradict each other; a deal does not close before it opens.
    openedAt = openedAt.isAfter(closedAt) ? closedAt : openedAt;
    Optional<String> product = lastKnown(reports, DealReported::product);
    var attributes = attributesAt(openedAt, reports);
    product.ifPresent(p -> attributes.put(PRODUCT, new AttributeValue.Text(p)));
    return new Deal(
        last.dealId(),
        last.stage(),
        product,
        toDouble(lastKnown(reports, r -> boxed(r.amount()))),
        toDouble(lastKnown(reports, r -> boxed(r.costs()))),
        openedAt,
        closedAt,
        last.reason(),
        Collections.unmodifiableSortedMap(attributes));
  }

  public boolean isLive() {
    return stage == DealStage.OPENED || stage == DealStage.REOPENED;
  }

  public boolean isWon() {
    return stage == DealStage.WON;
  }

  public boolean isLost() {
    return stage == DealStage.LOST;
  }

  private static Instant openedAt(List<DealReported> reports) {
    return lastKnown(reports, DealReported::openedAt)
        .orElseGet(() ->
            reports.stream()
                .map(AccountEvent::occurredAt)
                .min(Comparator.naturalOrder())
                .orElseThrow());
  }

  private static SortedMap<String, AttributeValue> attributesAt(
      Instant time, List<DealReported> reports) {
    var values = new TreeMap<String, AttributeValue>();
    reports.stream()
        .sorted(Comparator.comparing(AccountEvent::occurredAt)) // stable
        .forEach(report -> {
          if (report.occurredAt().isAfter(time)) {
            report.attributes().forEach(values::putIfAbsent);
          } else {
            values.putAll(report.attributes());
          }
        });
    return values;
  }

  private static <T> Optional<T> lastKnown(
      List<DealReported> reports, java.util.function.Function<DealReported, Optional<T>> field) {
    return reports.reversed().stream().flatMap(r -> field.apply(r).stream()).findFirst();
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static OptionalDouble toDouble(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
