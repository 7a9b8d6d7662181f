package dev.lodestar.query.delivery;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.lodestar.query.outbound.Reply;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/// What an endpoint said to an event.
@Serdeable
@Schema(description = "What an endpoint said to an event.")
record ReplyResponse(
    @Schema(description = "As the header webhook-id named it.") String deliveryId,
    @Schema(description = "Whether it was taken: answered with a status of 200 to 299.")
        boolean taken,
    @Schema(requiredMode = NOT_REQUIRED, example = "204", description = "Absent without an answer.")
        Optional<Integer> status,
    @Schema(requiredMode = NOT_REQUIRED, description = "The beginning of what it said.")
        Optional<String> body,
    @Schema(
            requiredMode = NOT_REQUIRED,
            description = "Why it was not taken.",
            example = "It could not be connected to.")
        Optional<String> problem) {

  static ReplyResponse of(String deliveryId, Reply reply) {
    return new ReplyResponse(
        deliveryId,
        reply.isSuccess(),
        reply.status().isPresent() ? Optional.of(reply.status().getAsInt()) : Optional.empty(),
        reply.body(),
        reply.isSuccess() ? Optional.empty() : Optional.of("It " + reply.words() + "."));
  }
}
