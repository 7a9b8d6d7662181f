package dev.lodestar.core.evaluation;

import java.time.Duration;
import java.util.Optional;

/// How well a profile would have predicted, and under which memory it did best.
///
/// @param halfLife of the evidence; absent when all of it had better weigh the same
public record Grade(Quality quality, Optional<Duration> halfLife) {}
