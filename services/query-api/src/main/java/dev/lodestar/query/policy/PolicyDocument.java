package dev.lodestar.query.policy;

import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.FrequencyCap;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.query.caching.Tagged;
import dev.lodestar.query.json.Durations;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// When lapsed accounts are worth another conversation.
@Serdeable
@Schema(description = "When lapsed accounts are worth another conversation.")
record PolicyDocument(
    @Schema(description = "The tier to reach: A, B or C.", example = "B") Tier bar,
    @Schema(
            description = "How long an account is left alone after it lapsed, 0 to 3660 days.",
            example = "P30D")
        String coolDown,
    @Schema(
            description =
                "Who churned, or whose last deal was lost, for one of these reasons is left alone."
                    + " Capital letters make no difference.",
            example = "[\"bankruptcy\"]")
        List<String> excludedReasons,
    Cap frequencyCap)
    implements Tagged {

  /// How often one account may be announced.
  @Serdeable
  @Schema(
      name = "FrequencyCap",
      description =
          "How often one account may be announced as a candidate, under whatever profile.")
  record Cap(
      @Schema(description = "At most so many times, 1 to 100.", example = "1") int most,
      @Schema(description = "Within so long, up to 366 days.", example = "P30D") String within) {

    static Cap of(FrequencyCap cap) {
      return new Cap(cap.most(), Durations.text(cap.within()));
    }
  }

  static PolicyDocument of(RetargetingPolicy policy) {
    return new PolicyDocument(
        policy.bar(),
        Durations.text(policy.coolDown()),
        List.copyOf(policy.excludedReasons()),
        Cap.of(policy.cap()));
  }
}
