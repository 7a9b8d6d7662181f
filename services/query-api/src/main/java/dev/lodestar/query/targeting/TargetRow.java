package dev.lodestar.query.targeting;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.account.AttributeJson;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An account in a target list.
@Serdeable
@Schema(description = "An account in a target list.")
record TargetRow(
    String accountId,
    Tier tier,
    @Schema(description = "How many per cent of the observed deals fit less well.") int score,
    double probability,
    @Schema(description = "The version that it was last scored with.") int version,
    Instant scoredAt,
    @Schema(description = "What rules it out, in words; empty when nothing does.")
        List<String> disqualifiedBy,
    @Schema(requiredMode = NOT_REQUIRED, description = "Where it stands with us.")
        Optional<Lifecycle> status,
    @Schema(requiredMode = NOT_REQUIRED) Optional<Double> engagement,
    @Schema(requiredMode = NOT_REQUIRED) Optional<Instant> lastVisitAt,
    @Schema(additionalProperties = AdditionalPropertiesValue.TRUE) Map<String, Object> attributes) {

  /// As it was at a time of which only attributes are kept.
  static TargetRow then(
      Target target, Map<String, AttributeValue> values, List<String> attributes) {
    return new TargetRow(
        target.accountId(),
        target.tier(),
        target.score(),
        target.probability(),
        target.version(),
        target.scoredAt(),
        target.disqualifiedBy(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        chosen(values, attributes));
  }

  static TargetRow of(Target target, Optional<AccountView> account, List<String> attributes) {
    return new TargetRow(
        target.accountId(),
        target.tier(),
        target.score(),
        target.probability(),
        target.version(),
        target.scoredAt(),
        target.disqualifiedBy(),
        account.map(AccountView::lifecycle),
        account.map(view -> view.engagement().visits()),
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
