package dev.lodestar.query.draft;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.query.definition.DefinitionDocument;
import dev.lodestar.query.paging.Page;
import dev.lodestar.query.profile.CriterionResponse;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/// A draft beside the version in force.
@Serdeable
@Schema(description = "A draft beside the version in force.")
record DraftResponse(
    String profileId,
    DefinitionDocument definition,
    @Schema(description = "The entity tag of the draft's definition, for If-Match.") String tag,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The version in force; absent before one is.")
        Optional<Side> live,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "What the draft has learned from the same events; absent until it has, which takes"
                    + " seconds.")
        Optional<Side> draft,
    @Schema(requiredMode = NOT_REQUIRED, description = "Absent while there is one of the two only.")
        Optional<Moves> accounts,
    @Schema(requiredMode = NOT_REQUIRED, description = "Accounts that would change tier, by id.")
        Optional<Page<Moved>> moved) {

  /// One of the two.
  @Serdeable
  record Side(
      int version,
      @Schema(description = "Closed deals that count.") long observations,
      List<CriterionResponse> criteria,
      @Schema(description = "Deals that were predicted as of their opening.") long graded,
      @Schema(description = "Of those predictions; less is better.") double logLoss,
      @Schema(description = "What always telling the base rate would have had.")
          double baseRateLogLoss,
      String narrative) {

    static Side of(ProfileVersion version) {
      var learned = version.learned();
      return new Side(
          version.number(),
          learned.totals().observations(),
          CriterionResponse.of(learned.criteria()),
          learned.quality().graded(),
          learned.quality().logLoss(),
          learned.quality().baseRateLogLoss(),
          learned.narrative());
    }
  }

  /// How many accounts would change tier.
  @Serdeable
  record Moves(
      @Schema(description = "All that are known.") long scored,
      @Schema(description = "To a better tier, with the hysteresis of accounts.") long up,
      @Schema(description = "To a worse tier, likewise.") long down) {}

  /// An account that would change tier.
  @Serdeable
  record Moved(
      String accountId, Tier from, Tier to, double probabilityBefore, double probability) {}
}
