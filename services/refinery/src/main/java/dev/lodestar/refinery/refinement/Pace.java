package dev.lodestar.refinery.refinement;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// How often profiles are refitted, and by whom.
///
/// @param tick how often it is looked whether there is something to do
/// @param interval from the beginning of one refit of a profile to the next, at least
/// @param rest a refit is followed by a pause of at least so many times its duration, so that a
///   burst of events does not keep a processor busy with results that nobody reads
/// @param executor refits are done there, so that they hold up no events and no poll of the
///   consumer
/// @param nanoTime the clock that durations are read from
public record Pace(
    Duration tick, Duration interval, int rest, Executor executor, LongSupplier nanoTime) {}
