package dev.lodestar.query.targeting;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.core.fit.Millionths;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.account.AttributeJson;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.net.URLEncoder;
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
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Recency-weighted visits at `engagementAt`; never part of the fit.")
        Optional<Double> engagement,
    @Schema(
            requiredMode = NOT_REQUIRED,
            example = "A2",
            description =
                "Its place in the grid: tier of fit, and grade of engagement from 1 to 4.")
        Optional<String> cell,
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
        Optional.empty(),
        chosen(values, attributes));
  }

  /// @param at the moment that engagement is as of
  static TargetRow of(
      Target target,
      int grade,
      Instant at,
      Map<String, AttributeValue> values,
      List<String> attributes) {
    return new TargetRow(
        target.accountId(),
        target.tier(),
        target.score(),
        target.probability(),
        target.version(),
        target.scoredAt(),
        target.disqualifiedBy(),
        target.presence().lifecycle(),
        Optional.of(Millionths.rounded(target.presence().engagementAt(at))),
        Optional.of(target.tier().name() + grade),
        target.presence().lastVisitAt(),
        chosen(values, attributes));
  }

  /// Where the fit is answered with its reasons.
  ///
  /// @param link what the address begins with
  String fitLink(String link) {
    return link.formatted(URLEncoder.encode(accountId, UTF_8).replace("+", "%20"));
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
