package dev.lodestar.query.retargeting;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.Retargeting.State;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a lapsed account is worth another conversation, and why.
@Serdeable
@Schema(description = "Whether a lapsed account is worth another conversation, and why.")
record RetargetingResponse(
    String accountId,
    String profileId,
    @Schema(description = "The version it was decided with.") int version,
    @Schema(description = "Whether to talk to it, or no longer.") State state,
    @Schema(
            description =
                "Who moved most since it lapsed: the account, or the profile; POLICY when a change"
                    + " of the policy took it back.")
        Cause cause,
    @Schema(description = "The tier that the policy asked for.") Tier bar,
    Tier tier,
    Tier tierAtLapse,
    int score,
    Instant lapsedAt,
    Instant decidedAt,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "How far its own changes since it lapsed brought it towards the bar, in log-odds;"
                    + " absent when it has not lapsed.",
            example = "1.4")
        Optional<Double> movedByAccount,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "How far the changes of the profile since then did, in log-odds.",
            example = "-0.2")
        Optional<Double> movedByProfile,
    @Schema(description = "In words, strongest first.") List<String> reasons) {

  static RetargetingResponse of(Retargeting retargeting) {
    return new RetargetingResponse(
        retargeting.accountId(),
        retargeting.profileId(),
        retargeting.version(),
        retargeting.state(),
        retargeting.cause(),
        retargeting.bar(),
        retargeting.tier(),
        retargeting.tierAtLapse(),
        retargeting.score(),
        retargeting.lapsedAt(),
        retargeting.decidedAt(),
        retargeting.moved().map(Moved::byAccount),
        retargeting.moved().map(Moved::byProfile),
        retargeting.reasons());
  }
}
