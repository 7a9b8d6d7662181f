package dev.lodestar.query.delivery;

import io.micronaut.serde.annotation.Serdeable;

/// The data of a test event.
@Serdeable
record PingEvent(String webhookId) {}
