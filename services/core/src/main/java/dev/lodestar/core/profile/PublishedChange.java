package dev.lodestar.core.profile;

import java.time.Instant;

/// A change of a profile, as subscribers hear of it.
public record PublishedChange(
    String profileId, Instant publishedAt, Instant asOf, Cause cause, ProfileChange change) {}
