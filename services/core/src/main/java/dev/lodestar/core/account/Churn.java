package dev.lodestar.core.account;

import dev.lodestar.core.account.AccountEvent.ChurnKind;
import dev.lodestar.core.account.AccountEvent.ChurnReported;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Who left for good: a reactivation takes back the churn before it, as if neither had happened.
final class Churn {

  private Churn() {}

  /// How the customer who won this deal left, unless they came back since.
  ///
  /// @param reports in order of effect
  static Optional<Lapse> after(Deal deal, List<ChurnReported> reports) {
    if (!deal.isWon()) {
      return Optional.empty();
    }
    return leftFor(reports, r -> concerns(r, deal) && !r.effectiveAt().isBefore(deal.closedAt()));
  }

  /// The latest churn that was not taken back, whatever the product.
  static Optional<Lapse> standing(List<ChurnReported> reports) {
    var products = new HashSet<Optional<String>>();
    reports.forEach(r -> products.add(r.product()));
    return products.stream()
        .flatMap(product ->
            leftFor(reports, r -> r.product().isEmpty() || r.product().equals(product)).stream())
        .max(Lapse.LATEST);
  }

  private static boolean concerns(ChurnReported report, Deal deal) {
    return report.product().isEmpty()
        || deal.product().isEmpty()
        || report.product().equals(deal.product());
  }

  private static Optional<Lapse> leftFor(
      List<ChurnReported> reports, Predicate<ChurnReported> counts) {
    Optional<Lapse> left = Optional.empty();
    for (ChurnReported report : reports) {
      if (counts.test(report)) {
        left =
            report.kind() == ChurnKind.REACTIVATED
                ? Optional.empty()
                : Optional.of(left.map(l -> l.or(report.reason())).orElseGet(() -> lapse(report)));
      }
    }
    return left;
  }

  private static Lapse lapse(ChurnReported report) {
    return new Lapse(report.effectiveAt(), report.reason());
  }
}
