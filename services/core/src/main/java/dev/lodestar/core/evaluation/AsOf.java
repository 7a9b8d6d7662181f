package dev.lodestar.core.evaluation;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.evidence.Evidence;
import dev.lodestar.core.evidence.PastDeal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Evidence as it was known before a time that only moves forward.
final class AsOf {

  private final Evidence evidence;
  private final List<PastDeal> closings;
  private final List<PastDeal> churns;
  private int closed;
  private int churned;

  AsOf(ProfileDefinition definition, Collection<PastDeal> deals) {
    evidence = new Evidence(definition);
    closings = deals.stream().sorted(Comparator.comparing(PastDeal::closedAt)).toList();
    churns =
        deals.stream()
            .filter(deal -> deal.churnedAt().isPresent())
            .sorted(Comparator.comparing(PastDeal::knownAt))
            .toList();
  }

  Evidence before(Instant time) {
    for (; closed < closings.size() && closings.get(closed).closedAt().isBefore(time); closed++) {
      evidence.add(closings.get(closed).beforeChurn());
    }
    for (; churned < churns.size() && churns.get(churned).knownAt().isBefore(time); churned++) {
      evidence.remove(churns.get(churned).beforeChurn());
      evidence.add(churns.get(churned));
    }
    return evidence;
  }
}
