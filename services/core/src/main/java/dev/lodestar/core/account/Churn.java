package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Who left for good: a reactivation takes back the churn before it, as if neither had happened.
final class Churn {

  private Churn() {}

  /// When the customer who won this deal left, unless they came back since.
  ///
  /// @param reports in order of effect
  static Optional<Instant> after(Deal deal, List<ChurnReported> reports) {
    if (!deal.isWon()) {
      return Optional.empty();
    }
    return leftFor(reports, r -> concerns(r, deal) && !r.effectiveAt().isBefore(deal.closedAt()));
  }

  /// The latest churn that was not taken back, whatever the product.
  static Optional<Instant> standing(List<ChurnReported> reports) {
    var products = new HashSet<Optional<String>>();
    reports.forEach(r -> products.add(r.product()));
    return products.stream()
        .flatMap(product ->
            leftFor(reports, r -> r.product().isEmpty() || r.product().equals(product)).stream())
        .max(Instant::compareTo);
  }

  private static boolean concerns(ChurnReported report, Deal deal) {
    return report.product().isEmpty()
        || deal.product().isEmpty()
        || report.product().equals(deal.product());
  }

  private static Optional<Instant> leftFor(
      List<ChurnReported> reports, Predicate<ChurnReported> counts) {
    Optional<Instant> left = Optional.empty();
    for (ChurnReported report : reports) {
      if (counts.test(report)) {
        left =
            report.kind() == ChurnKind.REACTIVATED
                ? Optional.empty()
                : left.or(() -> Optional.of(report.effectiveAt()));
      }
    }
    return left;
  }
}
