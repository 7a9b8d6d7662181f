package dev.lodestar.query.identity;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What one topic still holds of an erased account, of the time before.
@Serdeable
@Schema(description = "What one topic still holds of an erased account, of the time before.")
record TopicRemains(
    @Schema(example = "lodestar.account-views") String topic,
    Cleanup cleanup,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "Of a compacted topic: whether its latest word on the account is still that of"
                    + " before.")
        Optional<Boolean> serves,
    @Schema(
            description =
                "Whether one who reads from the beginning still gets something. Of a compacted topic"
                    + " it is known; of another, it means that the topic reaches back that far.")
        boolean remains,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description =
                "When that ends at the latest, by the topic's settings: a compacted topic is cleaned"
                    + " from then on, each partition once something more is written to it; another"
                    + " topic has been by then. Absent when nothing remains, and when the settings"
                    + " name no end.")
        Optional<Instant> until) {

  /// What it holds of two accounts.
  TopicRemains and(TopicRemains other) {
    return new TopicRemains(
        topic,
        cleanup,
        serves.map(one -> one || other.serves.orElse(false)),
        remains || other.remains,
        // One that has no end has none together with another.
        (remains && until.isEmpty()) || (other.remains && other.until.isEmpty())
            ? Optional.empty()
            : Stream.concat(until.stream(), other.until.stream()).max(Instant::compareTo));
  }

  /// How a topic gets rid of records.
  enum Cleanup {
    COMPACT,
    DELETE
  }
}
