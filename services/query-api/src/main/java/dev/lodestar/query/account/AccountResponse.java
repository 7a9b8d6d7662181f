package dev.lodestar.query.account;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.query.json.Durations;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is known of an account.
@Serdeable
@Schema(description = "What is known of an account.")
public record AccountResponse(
    String accountId,
    @Schema(
            description =
                "The latest event time known of the account, or the later moment at which its"
                    + " behaviour last changed because visits became too old to count.")
        Instant asOf,
    Lifecycle lifecycle,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "When it churned or lost its last deal, if it has lapsed.")
        Optional<Instant> lapsedAt,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Why it churned, or why the deal was lost, if that was told.",
            example = "price")
        Optional<String> lapseReason,
    @Schema(description = "Deals that are live.") int openDeals,
    @Schema(
            description =
                "Recency-weighted visits as of now, to hundredths: a visit weighs half after"
                    + " `engagementHalfLife`. Never part of the fit.")
        double engagement,
    @Schema(example = "P14D") String engagementHalfLife,
    @Schema(requiredMode = NOT_REQUIRED) Optional<Instant> lastVisitAt,
    @Schema(
            additionalProperties = AdditionalPropertiesValue.TRUE,
            description = "Current values: numbers, texts, or lists of texts.",
            example = "{\"industry\": \"retail\", \"employees\": 250}")
        Map<String, Object> attributes)
    implements Tagged {

  /// As of now.
  ///
  /// @param now where the accounts live
  static AccountResponse of(AccountView view, Instant now) {
    return new AccountResponse(
        view.accountId(),
        view.asOf(),
        view.lifecycle(),
        view.lapsedAt(),
        view.lapseReason(),
        view.openDeals(),
        rounded(view.engagement().at(now)),
        Durations.text(view.engagement().halfLife()),
        view.lastVisitAt(),
        AttributeJson.written(view.attributes()));
  }

  // More digits would make another answer, and another entity tag, of every second.
  private static double rounded(double engagement) {
    return Math.round(engagement * 100) / 100.0;
  }
}
