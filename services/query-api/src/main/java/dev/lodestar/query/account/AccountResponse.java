package dev.lodestar.query.account;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.account.AccountView;
import dev.lodestar.core.account.Lifecycle;
import dev.lodestar.query.caching.Tagged;
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
    @Schema(description = "The latest event time known of the account.") Instant asOf,
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
                "Recency-weighted visits as of `asOf`: a visit weighs half after 14 days."
                    + " Never part of the fit.")
        double engagement,
    @Schema(requiredMode = NOT_REQUIRED) Optional<Instant> lastVisitAt,
    @Schema(
            additionalProperties = AdditionalPropertiesValue.TRUE,
            description = "Current values: numbers, texts, or lists of texts.",
            example = "{\"industry\": \"retail\", \"employees\": 250}")
        Map<String, Object> attributes)
    implements Tagged {

  static AccountResponse of(AccountView view) {
    return new AccountResponse(
        view.accountId(),
        view.asOf(),
        view.lifecycle(),
        view.lapsedAt(),
        view.lapseReason(),
        view.openDeals(),
        view.engagement(),
        view.lastVisitAt(),
        AttributeJson.written(view.attributes()));
  }
}
