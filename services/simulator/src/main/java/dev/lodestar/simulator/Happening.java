package dev.lodestar.simulator;

import dev.lodestar.core.account.AccountEvent;
import java.time.Instant;

/// An event and the moment it is reported, which may be later than it occurred.
///
/// @param day of the world on which it is reported, from 0
public record Happening(int day, Instant reportedAt, AccountEvent event) {}
