package dev.lodestar.query.targeting;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.account.AttributeJson;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An account in a target list.
@Serdeable
@Schema(name = "Target", description = "An account in a target list.")
record TargetRow(
    String accountId,
    Tier tier,
    @Schema(description = "How many per cent of the observed deals fit less well.") int score,
    double probability,
    @Schema(description = "The version that it was last scored with.") int version,
    Instant scoredAt,
    @Schema(description = "Where it stands with us.") Optional<Lifecycle> status,
    Optional<Double> engagement,
    Optional<Instant> lastVisitAt,
    Map<String, Object> attributes) {

  static TargetRow of(Target target, Optional<AccountView> account, List<String> attributes) {
    return new TargetRow(
        target.accountId(),
        target.tier(),
        target.score(),
        target.probability(),
        target.version(),
        target.scoredAt(),
        account.map(AccountView::lifecycle),
        account.map(AccountView::engagement),
        account.flatMap(AccountView::lastVisitAt),
        account.map(view -> chosen(view.attributes(), attributes)).orElse(Map.of()));
  }

  private static Map<String, Object> chosen(
      Map<String, AttributeValue> values, List<String> attributes) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    for (String attribute : attributes) {
      AttributeValue value = values.get(attribute);
      if (value != null) {
        chosen.put(attribute, AttributeJson.written(value));
      }
    }
    return chosen;
  }
}
