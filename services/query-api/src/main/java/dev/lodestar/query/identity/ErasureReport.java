package dev.lodestar.query.identity;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far the erasure of an account has come.
@Serdeable
@Schema(description = "How far the erasure of an account has come.")
record ErasureReport(
    String accountId,
    @Schema(description = "Nothing is to be known that had happened by then.") Instant upTo,
    @Schema(description = "When the wish was received.") Instant receivedAt,
    State state,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "The account that this one was merged into, and that is erased with it.")
        Optional<String> mergedInto,
    @Schema(description = "Whether the account has begun anew since, with later events.")
        boolean begunAnew,
    @Schema(
            description =
                "Whether no compacted topic has anything of the time before, not even for one who"
                    + " reads it from the beginning.")
        boolean complete,
    List<TopicRemains> topics) {

  /// Whether the refinery has done its part.
  enum State {
    /// It was asked for, and not done yet.
    ASKED,
    /// Nothing is known any more, and nobody is told anything.
    ERASED
  }
}
