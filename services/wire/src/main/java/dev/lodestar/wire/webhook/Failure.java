package dev.lodestar.wire.webhook;

import java.time.Instant;

/// An event that a webhook did not take however often it was tried.
///
/// @param event structured CloudEvents JSON, as it was sent
/// @param problem what went wrong the last time, in words
public record Failure(
    String webhookId,
    String deliveryId,
    String event,
    int attempts,
    Instant firstAttemptAt,
    Instant lastAttemptAt,
    String problem) {}
