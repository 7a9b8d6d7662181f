package dev.lodestar.query.retargeting;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.State;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/// Whether a lapsed account is worth another conversation, and why.
@Serdeable
@Schema(description = "Whether a lapsed account is worth another conversation, and why.")
record RetargetingResponse(
    String accountId,
    String profileId,
    @Schema(description = "The version it was decided with.") int version,
    @Schema(description = "Whether to talk to it, or no longer.") State state,
    @Schema(description = "Who moved most since it lapsed: the account, or the profile.")
        Cause cause,
    Tier tier,
    Tier tierAtLapse,
    int score,
    Instant lapsedAt,
    Instant decidedAt,
    @Schema(description = "In words, strongest first.") List<String> reasons) {

  static RetargetingResponse of(Retargeting retargeting) {
    return new RetargetingResponse(
        retargeting.accountId(),
        retargeting.profileId(),
        retargeting.version(),
        retargeting.state(),
        retargeting.cause(),
        retargeting.tier(),
        retargeting.tierAtLapse(),
        retargeting.score(),
        retargeting.lapsedAt(),
        retargeting.decidedAt(),
        retargeting.reasons());
  }
}
